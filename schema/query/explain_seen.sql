-- ?1 since (start of an hour)  ?2 code or NULL  ?3 enhanced or NULL  ?4 cause or NULL
-- How often this machine has seen it, final failures only, echoes left out.
SELECT coalesce(sum(q.n), 0), min(q.first_time), max(q.last_time)
FROM failure_hourly AS q
JOIN reason AS r ON r.reason_id = q.reason_id
JOIN reply AS rp ON rp.reply_id = r.reply_id
WHERE q.hour >= ?1 AND rp.final = 1 AND rp.echo = 0
  AND (?2 IS NULL OR rp.code = ?2) AND (?3 IS NULL OR rp.enhanced = ?3)
  AND (?4 IS NULL OR r.cause = ?4)
