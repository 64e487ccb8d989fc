-- ?1 domains as a JSON array: their names, in the order of the array
SELECT d.domain_id, d.name
FROM json_each(?1) AS j CROSS JOIN domain AS d ON d.domain_id = j.value
