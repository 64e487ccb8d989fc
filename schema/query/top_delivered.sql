-- ?1 first message  ?2 last message  ?3 until: recipients that were delivered to by then, in order, and how long after
-- the message's first failure
SELECT f.message_no, f.recipient_id, f.delivered - m.first_time
FROM fate AS f JOIN message AS m ON m.message_no = f.message_no
WHERE f.message_no >= ?1 AND f.message_no <= ?2 AND f.delivered < ?3
ORDER BY f.message_no, f.recipient_id
