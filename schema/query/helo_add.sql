-- ?1 name
INSERT INTO helo (name) VALUES (?1)
