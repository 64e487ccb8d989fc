-- ?1 first hour  ?2 until: sums that stand, in order
SELECT hour, host_id, mta, class, replies FROM reply_sum
WHERE hour >= ?1 AND hour < ?2 ORDER BY hour
