-- ?1 from  ?2 until: the events as a pack has them, columns as in store/pack.h
SELECT e.ts, e.seq, e.reason_id, e.host_id, e.peer_id, coalesce(e.sender_id, m.sender_id),
       e.recipient_id, r.domain_id, coalesce(e.sasl_id, m.sasl_id), e.message_no
FROM event AS e
LEFT JOIN message AS m ON m.message_no = e.message_no
LEFT JOIN address AS r ON r.address_id = e.recipient_id
WHERE e.ts >= ?1 AND e.ts < ?2 ORDER BY e.ts, e.seq
