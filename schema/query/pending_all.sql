-- All, the longest untouched first.
SELECT key, value FROM pending ORDER BY touched, key
