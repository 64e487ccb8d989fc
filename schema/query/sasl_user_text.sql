-- ?1 SASL user
SELECT name FROM sasl_user WHERE sasl_id = ?1
