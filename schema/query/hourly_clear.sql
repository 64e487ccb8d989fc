-- ?1 hour: from there on
DELETE FROM failure_hourly WHERE hour >= ?1
