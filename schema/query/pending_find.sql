-- ?1 key
SELECT key, value FROM pending WHERE key = ?1
