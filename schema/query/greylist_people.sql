-- ?1 from  ?2 until: senders first refused then
SELECT DISTINCT sender_id FROM greylist WHERE first_time >= ?1 AND first_time < ?2
