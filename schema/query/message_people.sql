-- ?1 message  ?2 from  ?3 until: messages behind that one whose last failure was then
SELECT message_id, sender_id, sasl_id FROM message
WHERE message_id > ?1 AND last_time >= ?2 AND last_time < ?3
ORDER BY message_id LIMIT 1000
