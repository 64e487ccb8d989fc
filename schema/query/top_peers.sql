-- ?1 peers as a JSON array: address or name, name or address, network
SELECT p.peer_id, coalesce(nullif(p.ip, ''), p.name), coalesce(nullif(p.name, ''), p.ip),
       coalesce(nullif(p.net, ''), nullif(p.ip, ''), p.name)
FROM json_each(?1) AS j CROSS JOIN peer AS p ON p.peer_id = j.value
