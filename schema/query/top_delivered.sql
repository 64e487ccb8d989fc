-- ?1 first message  ?2 last message  ?3 until: recipients that were delivered to by then, in order, and how long after
-- the message's first failure
SELECT f.message_id, f.recipient_id, f.delivered - m.first_time
FROM fate AS f JOIN message AS m ON m.message_id = f.message_id
WHERE f.message_id >= ?1 AND f.message_id <= ?2 AND f.delivered < ?3
ORDER BY f.message_id, f.recipient_id
