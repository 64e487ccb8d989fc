-- ?1 ip  ?2 name
SELECT peer_id FROM peer WHERE ip = ?1 AND name = ?2
