-- ?1 HELO names as a JSON array: their texts
SELECT h.helo_id, h.name
FROM json_each(?1) AS j CROSS JOIN helo AS h ON h.helo_id = j.value
