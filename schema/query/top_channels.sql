-- ?1 first hour  ?2 until: how many families of logs tell of 2xx replies
SELECT count(*) FROM channel AS c
WHERE EXISTS (SELECT 1 FROM reply_hourly AS r
              WHERE r.hour >= ?1 AND r.hour < ?2 AND r.code < 300 AND r.channel_id = c.channel_id)
