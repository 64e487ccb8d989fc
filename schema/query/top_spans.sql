-- ?1 since  ?2 until: spans of the logs that touch the period, as they begin
SELECT first_time, last_time FROM source
WHERE first_time < ?2 AND last_time >= ?1 ORDER BY first_time
