-- ?1.. the columns in order
INSERT INTO message (message_no, host_id, queue_id, first_time, last_time, message_id, sender_id,
                     client_id, sasl_id, helo_id, size)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (message_no) DO UPDATE SET
    first_time = excluded.first_time, last_time = excluded.last_time,
    message_id = excluded.message_id, sender_id = excluded.sender_id,
    client_id = excluded.client_id, sasl_id = excluded.sasl_id, helo_id = excluded.helo_id,
    size = excluded.size
