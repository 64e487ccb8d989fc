-- ?1 from  ?2 until: users who logged in
SELECT DISTINCT sasl_id FROM login_hourly WHERE hour >= ?1 AND hour < ?2
