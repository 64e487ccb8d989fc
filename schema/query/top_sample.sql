-- ?1 ts  ?2 seq: what one event said
SELECT (SELECT v.text FROM events AS v WHERE v.ts = e.ts AND v.event_id = e.ts << 20 | e.seq),
       coalesce(m.queue_id, a.address, nullif(p.ip, '')),
       nullif(r.template, ''), nullif(rp.tag, ''), rp.mta, rp.process, rp.direction, rp.phase,
       rp.disposition, rp.origin, nullif(p.name, ''), nullif(rp.enhanced, ''), a.address, rp.code
FROM event AS e
JOIN reason AS r ON r.reason_id = e.reason_id
JOIN reply AS rp ON rp.reply_id = r.reply_id
LEFT JOIN message AS m ON m.message_no = e.message_no
LEFT JOIN address AS a ON a.address_id = e.recipient_id
LEFT JOIN peer AS p ON p.peer_id = e.peer_id
WHERE e.ts = ?1 AND e.seq = ?2
