-- ?1 time: from there on
INSERT INTO failure_hourly (hour, host_id, reason_id, n, first_time, last_time)
SELECT ts / 3600 * 3600 AS hour, host_id, reason_id, count(*), min(ts), max(ts)
FROM event WHERE ts >= ?1 GROUP BY 1, 2, 3
