-- ?1 message  ?2 recipient  ?3 instead
UPDATE OR REPLACE fate SET recipient_id = ?3 WHERE message_no = ?1 AND recipient_id = ?2
