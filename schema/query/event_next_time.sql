-- ?1 time: the first event's time from there on; NULL: none
SELECT min(ts) FROM event WHERE ts >= ?1
