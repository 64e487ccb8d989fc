-- ?1 message  ?2 sender  ?3 SASL user
UPDATE message SET sender_id = ?2, sasl_id = ?3, message_id = NULL WHERE message_no = ?1
