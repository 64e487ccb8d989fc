-- ?1 id  ?2 name
INSERT INTO channel (channel_id, name) VALUES (?1, ?2)
