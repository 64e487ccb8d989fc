-- ?1 first peer  ?2 last peer: the networks of all between, in order
SELECT p.peer_id, coalesce(nullif(p.net, ''), nullif(p.ip, ''), p.name)
FROM peer AS p WHERE p.peer_id >= ?1 AND p.peer_id <= ?2 ORDER BY p.peer_id
