-- ?1 name
SELECT domain_id FROM domain WHERE name = ?1
