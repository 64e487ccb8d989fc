-- Message-IDs often hold a user's name or a machine's.
CREATE TEMP VIEW message AS
SELECT message_no, host_id, queue_id, first_time, last_time, NULL AS message_id, sender_id,
       client_id, sasl_id, helo_id, size
FROM main.message;
