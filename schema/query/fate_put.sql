-- ?1 message  ?2 recipient  ?3 time
INSERT INTO fate (message_no, recipient_id, delivered) VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET delivered = max(delivered, excluded.delivered)
