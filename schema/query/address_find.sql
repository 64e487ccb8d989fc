-- ?1 address
SELECT address_id FROM address WHERE address = ?1
