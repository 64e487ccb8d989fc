-- ?1 addresses as a JSON array: their domains, in the order of the array
SELECT a.address_id, d.name
FROM json_each(?1) AS j CROSS JOIN address AS a ON a.address_id = j.value
CROSS JOIN domain AS d ON d.domain_id = a.domain_id
