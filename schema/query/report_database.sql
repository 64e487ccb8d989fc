-- The database: bytes, events, failures, first and last event, failures whose reason is not told
SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size),
       (SELECT sum(n) FROM failure_hourly),
       (SELECT sum(q.n) FROM failure_hourly AS q JOIN reason AS r ON r.reason_id = q.reason_id
        JOIN reply AS rp ON rp.reply_id = r.reply_id WHERE rp.final),
       (SELECT min(ts) FROM event), (SELECT max(ts) FROM event),
       (SELECT sum(q.n) FROM failure_hourly AS q JOIN reason AS r ON r.reason_id = q.reason_id
        JOIN reply AS rp ON rp.reply_id = r.reply_id WHERE rp.final AND r.cause IN ('', 'other'))
