-- ?1 from  ?2 until: the first failure of the messages whose last one was then
SELECT min(first_time) FROM message WHERE last_time >= ?1 AND last_time < ?2
