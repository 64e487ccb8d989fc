-- ?1 hour  ?2 host  ?3 mta  ?4 direction  ?5 code  ?6 domain or 0  ?7 n
INSERT INTO reply_hourly (hour, host_id, mta, direction, code, domain_id, replies)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO UPDATE SET replies = replies + excluded.replies
