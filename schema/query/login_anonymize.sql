-- ?1 from  ?2 until  ?3 user  ?4 instead
UPDATE OR REPLACE login_hourly SET sasl_id = ?4 WHERE hour >= ?1 AND hour < ?2 AND sasl_id = ?3
