-- ?1 time: the first hour from there on that has flows; NULL: none
SELECT min(hour) FROM flow_hourly WHERE hour >= ?1
