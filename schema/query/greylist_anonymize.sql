-- ?1 from  ?2 until  ?3 sender  ?4 instead
UPDATE OR REPLACE greylist SET sender_id = ?4
WHERE first_time >= ?1 AND first_time < ?2 AND sender_id = ?3
