-- ?1 key
DELETE FROM pending WHERE key = ?1
