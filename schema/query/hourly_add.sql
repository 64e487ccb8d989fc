-- ?1 hour  ?2 host  ?3 reason  ?4 n  ?5 first time  ?6 last time
INSERT INTO failure_hourly (hour, host_id, reason_id, n, first_time, last_time)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET n = n + excluded.n,
    first_time = min(first_time, excluded.first_time),
    last_time = max(last_time, excluded.last_time)
