-- ?1 message  ?2 from  ?3 until: messages behind that one whose last failure was then
SELECT message_no, sender_id, sasl_id FROM message
WHERE message_no > ?1 AND last_time >= ?2 AND last_time < ?3
ORDER BY message_no LIMIT 1000
