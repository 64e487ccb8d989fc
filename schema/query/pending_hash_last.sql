-- The last row of those that are in no order, and how long it is
SELECT run, length(body) FROM pending_hash WHERE run >= 0 ORDER BY run DESC LIMIT 1
