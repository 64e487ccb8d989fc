-- ?1 ts  ?2 seq  ?3 sender  ?4 recipient  ?5 SASL user; of the text its template stays
UPDATE event SET sender_id = ?3, recipient_id = ?4, sasl_id = ?5, text_id = NULL
WHERE ts = ?1 AND seq = ?2
