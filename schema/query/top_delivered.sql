-- ?1 first message  ?2 last message  ?3 until: recipients that were delivered to by then, in order
SELECT message_id, recipient_id FROM fate
WHERE message_id >= ?1 AND message_id <= ?2 AND delivered < ?3
ORDER BY message_id, recipient_id
