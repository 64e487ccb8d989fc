-- ?1 first address  ?2 last address: the domains of all between that have one, in order
SELECT address_id, domain_id FROM address
WHERE address_id >= ?1 AND address_id <= ?2 AND domain_id IS NOT NULL
  AND domain_id IS NOT (SELECT d.domain_id FROM domain AS d WHERE d.name = '')
ORDER BY address_id
