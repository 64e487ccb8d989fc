-- ?1 run
SELECT body FROM pending_hash WHERE run = ?1
