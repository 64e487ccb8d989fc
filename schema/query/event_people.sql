-- ?1 from  ?2 until: events that say who was involved, or what was said
SELECT ts, seq, sender_id, recipient_id, sasl_id FROM event
WHERE ts >= ?1 AND ts < ?2
  AND coalesce(sender_id, recipient_id, sasl_id, text_id) IS NOT NULL
