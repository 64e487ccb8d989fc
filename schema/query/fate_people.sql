-- ?1 message, ?2 recipient: the next one of the message behind that
SELECT min(recipient_id) FROM fate WHERE message_no = ?1 AND recipient_id > ?2
