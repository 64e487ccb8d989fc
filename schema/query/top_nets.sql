-- ?1 peers as a JSON array: their networks, in the order of the array
SELECT p.peer_id, coalesce(nullif(p.net, ''), nullif(p.ip, ''), p.name)
FROM json_each(?1) AS j CROSS JOIN peer AS p ON p.peer_id = j.value
