-- ?1 name
SELECT host_id FROM host WHERE name = ?1
