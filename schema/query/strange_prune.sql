-- ?1 time: shapes last seen before
DELETE FROM strange WHERE last_time < ?1
