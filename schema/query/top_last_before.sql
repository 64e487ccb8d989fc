-- ?1 since  ?2 until  ?3 reasons as a JSON array: when each was last seen
SELECT reason_id, max(last_time) FROM failure_hourly
WHERE hour >= ?1 AND hour < ?2 AND reason_id IN (SELECT value FROM json_each(?3))
GROUP BY reason_id
