-- ?1 addresses as a JSON array: themselves, their domains
SELECT a.address_id, a.address, d.name
FROM json_each(?1) AS j CROSS JOIN address AS a ON a.address_id = j.value
LEFT JOIN domain AS d ON d.domain_id = a.domain_id
