-- ?1 name; does nothing where it stands
INSERT INTO host (name) VALUES (?1) ON CONFLICT DO NOTHING
