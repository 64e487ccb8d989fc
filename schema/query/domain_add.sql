-- ?1 name
INSERT INTO domain (name) VALUES (?1)
