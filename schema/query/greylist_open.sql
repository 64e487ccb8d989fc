-- ?1 sender  ?2 from: what of it waits and was refused since then, the latest first
SELECT g.first_time, g.peer_id, g.host_id, g.last_time, p.net, p.name, a.domain_id
FROM greylist AS g JOIN peer AS p ON p.peer_id = g.peer_id
JOIN address AS a ON a.address_id = g.sender_id
WHERE g.sender_id = ?1 AND g.accepted IS NULL AND g.last_time >= ?2
ORDER BY g.first_time DESC
