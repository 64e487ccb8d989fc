-- ?1.. the columns in order
INSERT INTO event (ts, seq, micros, digits, host_id, reason_id, text_id, message_no, sender_id,
                   recipient_id, peer_id, peer_port, client_id, sasl_id, helo_id, source_id,
                   line_no, channel_id, also_in, identity)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 0, ?19)
