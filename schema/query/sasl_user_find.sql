-- ?1 name
SELECT sasl_id FROM sasl_user WHERE name = ?1
