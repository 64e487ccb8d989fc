-- ?1 address
SELECT address FROM address WHERE address_id = ?1
