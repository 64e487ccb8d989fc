-- ?1 rows (store/db/given.c): id, domain or 0, address; none of them stands
INSERT INTO address (address_id, address, domain_id) SELECT a, x, nullif(b, 0) FROM given(?1)
