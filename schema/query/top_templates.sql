-- ?1 reasons as a JSON array: their words, in the order of the array
SELECT r.reason_id, r.template
FROM json_each(?1) AS j CROSS JOIN reason AS r ON r.reason_id = j.value
