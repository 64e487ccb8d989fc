-- ?1 address  ?2 its domain or NULL; does nothing where it stands
INSERT INTO address (address, domain_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING
