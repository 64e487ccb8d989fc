-- ?1 now: events dated later
SELECT count(*) FROM event WHERE ts > ?1
