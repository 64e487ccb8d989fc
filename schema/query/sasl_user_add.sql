-- ?1 name
INSERT INTO sasl_user (name) VALUES (?1)
