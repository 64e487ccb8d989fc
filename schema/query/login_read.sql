-- ?1 from  ?2 until: logins of these hours, as they came
SELECT hour, sasl_id, peer_id, messages, first_time FROM login_hourly
WHERE hour >= ?1 AND hour < ?2
ORDER BY hour, host_id, sasl_id, peer_id
