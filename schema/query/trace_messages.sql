-- ?1 queue id: the messages that had it, in order
SELECT m.message_no, h.name, m.queue_id, m.message_id, m.first_time, m.last_time, a.address,
       nullif(c.name, ''), nullif(c.ip, ''), u.name, o.name, m.size
FROM message AS m
JOIN host AS h ON h.host_id = m.host_id
LEFT JOIN address AS a ON a.address_id = m.sender_id
LEFT JOIN peer AS c ON c.peer_id = m.client_id
LEFT JOIN sasl_user AS u ON u.sasl_id = m.sasl_id
LEFT JOIN helo AS o ON o.helo_id = m.helo_id
WHERE m.queue_id = ?1 ORDER BY m.first_time, m.message_no
