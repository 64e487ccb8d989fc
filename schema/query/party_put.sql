-- ?1 rows (store/db/given.c) of the columns in order
INSERT INTO event_party (slot, domain_id, name_id, first, span) SELECT a, b, c, d, e FROM given(?1)
