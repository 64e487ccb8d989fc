-- The oldest hour.
SELECT min(hour) FROM trail
