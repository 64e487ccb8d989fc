-- ?1 message  ?2 recipient  ?3 time: no change where a copy of the record told it before
INSERT INTO fate (message_no, recipient_id, delivered) VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING
