-- ?1 run  ?2 hashes
INSERT INTO pending_hash (run, body) VALUES (?1, ?2)
