-- Those of a kind.  ?1 the first letter of their keys  ?2 the letter behind it
SELECT key, value FROM pending WHERE key >= ?1 AND key < ?2 ORDER BY key
