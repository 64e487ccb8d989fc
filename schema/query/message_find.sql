-- ?1 queue id  ?2 host: its lives, the latest first
SELECT message_no, first_time, last_time, message_id, sender_id, client_id, sasl_id, helo_id, size
FROM message WHERE queue_id = ?1 AND host_id = ?2 ORDER BY message_no DESC
