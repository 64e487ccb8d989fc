-- ?1 from  ?2 until: who was involved in each event
SELECT e.reason_id, e.peer_id, s.domain_id, r.domain_id, coalesce(e.sasl_id, m.sasl_id)
FROM event AS e
LEFT JOIN message AS m ON m.message_id = e.message_id
LEFT JOIN address AS s ON s.address_id = coalesce(e.sender_id, m.sender_id)
LEFT JOIN address AS r ON r.address_id = e.recipient_id
WHERE e.ts >= ?1 AND e.ts < ?2
