-- ?1 SASL users as a JSON array: their names
SELECT u.sasl_id, u.name
FROM json_each(?1) AS j CROSS JOIN sasl_user AS u ON u.sasl_id = j.value
