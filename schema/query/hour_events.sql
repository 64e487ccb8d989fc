-- ?1 from  ?2 until: the events as a pack has them, columns as in store/pack.h; then the client, and
-- the sender's domain, for event_party
SELECT e.ts, e.seq, e.reason_id, e.host_id, e.peer_id, coalesce(e.sender_id, m.sender_id),
       e.recipient_id, r.domain_id, coalesce(e.sasl_id, m.sasl_id), e.message_no,
       coalesce(e.client_id, m.client_id), s.domain_id
FROM event AS e
LEFT JOIN message AS m ON m.message_no = e.message_no
LEFT JOIN address AS r ON r.address_id = e.recipient_id
LEFT JOIN address AS s ON s.address_id = coalesce(e.sender_id, m.sender_id)
WHERE e.ts >= ?1 AND e.ts < ?2 ORDER BY e.ts, e.seq
