-- ?1 rows (store/db/given.c): id, nothing, ip, name, net; none of them stands
INSERT INTO peer (peer_id, ip, name, net) SELECT a, x, y, z FROM given(?1)
