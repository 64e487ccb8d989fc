-- ?1 source  ?2 the other
INSERT INTO twin (source_id, of_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING
