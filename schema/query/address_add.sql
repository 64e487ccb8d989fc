-- ?1 address  ?2 its domain or NULL
INSERT INTO address (address, domain_id) VALUES (?1, ?2)
