-- ?1 body
INSERT INTO text (body) VALUES (?1)
