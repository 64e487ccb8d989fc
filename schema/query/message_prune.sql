-- ?1 time: messages whose last failure was before
DELETE FROM message WHERE last_time < ?1
