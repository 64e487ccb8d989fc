-- ?1 message or NULL  ?2 from  ?3 to, inclusive  ?4 address, host or user, or the word that an anonymous
-- reading has for one, or NULL  ?5 how many: what happened to the message, or what names the word; the
-- latest first
WITH persons (address_id) AS (
    SELECT address_id FROM address WHERE address = ?4
    UNION ALL
    SELECT address_id FROM address WHERE ?4 GLOB 'anon.*' AND mask_address(address) = ?4),
users (sasl_id) AS (
    SELECT sasl_id FROM sasl_user WHERE name = ?4
    UNION ALL
    SELECT sasl_id FROM sasl_user WHERE ?4 GLOB 'anon.*' AND mask_address(name) = ?4),
hosts (peer_id) AS (
    SELECT peer_id FROM peer WHERE ip = ?4 OR name = ?4 COLLATE NOCASE
    UNION ALL
    SELECT peer_id FROM peer WHERE ?4 GLOB 'anon.*' AND ?4 IN (mask_host(ip), mask_host(name))),
-- Where to look: for somebody, what event_party says of the packed hours, and the times between them.
parts (role, domain_id, id) AS (
    SELECT r.column1, coalesce(a.domain_id, 0), a.address_id
    FROM address AS a CROSS JOIN (VALUES (0), (1)) AS r WHERE a.address_id IN persons
    UNION ALL SELECT r.column1, 0, h.peer_id FROM hosts AS h CROSS JOIN (VALUES (2), (3)) AS r
    UNION ALL SELECT 4, 0, u.sasl_id FROM users AS u),
places (since, until) AS (
    SELECT ?2, ?3 WHERE ?4 IS NULL
    UNION ALL
    SELECT k.hour + w.first, k.hour + w.first + w.span
    FROM parts AS q CROSS JOIN event_pack AS k
    CROSS JOIN event_party AS w ON w.slot = k.hour / 3600 * 8 + q.role
        AND w.domain_id = q.domain_id AND w.name_id = q.id
    WHERE ?4 IS NOT NULL AND k.hour > ?2 - 3600 AND k.hour <= ?3
    UNION ALL
    SELECT -9223372036854775807, coalesce(min(hour) - 1, 9223372036854775807) FROM event_pack
    WHERE ?4 IS NOT NULL
    UNION ALL
    SELECT hour + 3600, coalesce(lead(hour) OVER (ORDER BY hour) - 1, 9223372036854775807)
    FROM event_pack WHERE ?4 IS NOT NULL),
found (ts, seq) AS (
    SELECT e.ts, e.seq
    FROM places AS l
    CROSS JOIN event AS e ON e.ts >= max(l.since, ?2) AND e.ts <= min(l.until, ?3)
    LEFT JOIN message AS m ON m.message_no = e.message_no
    WHERE (?1 IS NULL OR e.message_no = ?1)
      AND (?4 IS NULL
           OR e.recipient_id IN persons
           OR coalesce(e.sender_id, m.sender_id) IN persons
           OR e.peer_id IN hosts
           OR coalesce(e.client_id, m.client_id) IN hosts
           OR coalesce(e.sasl_id, m.sasl_id) IN users)
    GROUP BY e.ts, e.seq ORDER BY e.ts DESC, e.seq DESC LIMIT ?5)
SELECT e.ts, e.micros, e.digits, h.name, rp.mta, rp.process, rp.direction, rp.phase, rp.code, rp.code_implied,
       rp.class, rp.enhanced, rp.disposition, rp.origin, rp.tag, rp.after_code, rp.echo, rp.final, m.queue_id,
       sa.address, ra.address, nullif(p.name, ''), nullif(p.ip, ''), u.name,
       (SELECT v.text FROM events AS v WHERE v.ts = e.ts AND v.event_id = e.ts << 20 | e.seq),
       nullif(r.cause, ''), nullif(r.provider, ''), s.name,
       e.line_no
FROM found AS f
CROSS JOIN event AS e ON e.ts = f.ts AND e.seq = f.seq
JOIN reason AS r ON r.reason_id = e.reason_id
JOIN reply AS rp ON rp.reply_id = r.reply_id
JOIN host AS h ON h.host_id = e.host_id
JOIN source AS s ON s.source_id = e.source_id
LEFT JOIN message AS m ON m.message_no = e.message_no
LEFT JOIN address AS sa ON sa.address_id = coalesce(e.sender_id, m.sender_id)
LEFT JOIN address AS ra ON ra.address_id = e.recipient_id
LEFT JOIN peer AS p ON p.peer_id = e.peer_id
LEFT JOIN sasl_user AS u ON u.sasl_id = coalesce(e.sasl_id, m.sasl_id)
ORDER BY e.ts DESC, e.seq DESC
