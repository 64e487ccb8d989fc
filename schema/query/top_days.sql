-- ?1 since  ?2 until: whole days of the period whose summaries stand
SELECT day FROM day_summary WHERE day >= ?1 AND day + 86400 <= ?2 ORDER BY day
