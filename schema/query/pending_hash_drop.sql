-- ?1 run
DELETE FROM pending_hash WHERE run = ?1
