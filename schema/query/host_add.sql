-- ?1 name
INSERT INTO host (name) VALUES (?1)
