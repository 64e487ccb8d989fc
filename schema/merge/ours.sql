-- ?1 hour  ?2 the other's host: how many records of them stand here
SELECT coalesce(sum(length(t.body) / iif(t.cursors, 10, 6)), 0)
FROM other.host AS o JOIN main.host AS h ON h.name = o.name
JOIN main.trail AS t ON t.host_id = h.host_id AND t.hour = ?1
WHERE o.host_id = ?2
