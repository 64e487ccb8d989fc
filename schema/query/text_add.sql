-- ?1 body  ?2 names
INSERT INTO text (body, names) VALUES (?1, ?2)
