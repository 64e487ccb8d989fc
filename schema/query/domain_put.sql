-- ?1 rows (store/db/given.c): id, nothing, name; none of them stands
INSERT INTO domain (domain_id, name) SELECT a, x FROM given(?1)
