-- ?1 name
SELECT helo_id FROM helo WHERE name = ?1
