-- ?1 mta  ?2 direction  ?3 rows (store/db/given.c): hour, host, code, domain or 0, n
INSERT INTO reply_hourly (hour, host_id, mta, direction, code, domain_id, replies)
SELECT a, b, ?1, ?2, c, d, e FROM given(?3) WHERE true
ON CONFLICT DO UPDATE SET replies = replies + excluded.replies
