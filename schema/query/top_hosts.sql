-- ?1 logging hosts as a JSON array: their names
SELECT h.host_id, h.name
FROM json_each(?1) AS j CROSS JOIN host AS h ON h.host_id = j.value
