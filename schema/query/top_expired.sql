-- ?1 since  ?2 until: messages on which the queue manager gave up meanwhile, in order.  Few reasons are
-- such, and the hourly counts tell when they were: so in this order.
SELECT DISTINCT e.message_no
FROM reply AS rp
CROSS JOIN reason AS r ON r.reply_id = rp.reply_id
CROSS JOIN failure_hourly AS h ON h.reason_id = r.reason_id
CROSS JOIN event AS e ON e.ts >= h.first_time AND e.ts <= h.last_time AND e.reason_id = r.reason_id
WHERE rp.disposition = 'expired' AND h.hour > ?1 - 3600 AND h.hour < ?2
  AND e.ts >= ?1 AND e.ts < ?2 AND e.recipient_id IS NULL AND e.message_no IS NOT NULL
ORDER BY e.message_no
