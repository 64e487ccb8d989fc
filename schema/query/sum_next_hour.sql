-- ?1 time: the first hour from there on that has replies or failures; NULL: none
SELECT min(hour) FROM (SELECT min(hour) AS hour FROM reply_hourly WHERE hour >= ?1
                       UNION ALL SELECT min(hour) FROM failure_hourly WHERE hour >= ?1)
