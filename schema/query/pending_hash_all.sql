-- The hashes of all keys, those that are in order first
SELECT run, body FROM pending_hash ORDER BY run
