-- Who took part in which event, found by name: `WHERE name = ...` always.
CREATE VIEW who AS
-- What a name is, and the ids that bear it.
WITH named(name, kind, domain_id, least, most) AS (
    SELECT a.address, 0, coalesce(a.domain_id, 0), a.address_id, a.address_id FROM address AS a
    UNION ALL
    SELECT d.name, 1, d.domain_id, 0, 9223372036854775807 FROM domain AS d
    UNION ALL
    SELECT p.ip, 2, 0, p.peer_id, p.peer_id FROM peer AS p WHERE p.ip <> ''
    UNION ALL
    SELECT u.name, 3, 0, u.sasl_id, u.sasl_id FROM sasl_user AS u
-- As what each kind takes part: `slot` as in event_party, where a client that is the peer stands as
-- the peer alone; `part` is what the event must say.
), role(kind, slot, part, word) AS (
    VALUES (0, 0, 0, 'recipient'), (0, 1, 1, 'sender'), (1, 0, 0, 'recipient_domain'),
           (1, 1, 1, 'sender_domain'), (2, 2, 2, 'peer'), (2, 2, 3, 'client'), (2, 3, 4, 'client'),
           (3, 4, 5, 'sasl_user')
-- Packed hours, and the times between, before and after them, which have no slots.
), stretch(slot, since, until) AS (
    SELECT hour / 3600 * 8, hour, NULL FROM event_pack
    UNION ALL
    SELECT NULL, -9223372036854775807, coalesce(min(hour), 9223372036854775807) FROM event_pack
    UNION ALL
    SELECT NULL, hour + 3600, coalesce(lead(hour) OVER (ORDER BY hour), 9223372036854775807)
    FROM event_pack
)
SELECT
    n.name AS name,                             -- address, domain, IP address or SASL user
    r.word AS role,                             -- recipient, sender, recipient_domain, ...
    e.ts AS ts,                                 -- of the event
    e.ts << 20 | e.seq AS event_id              -- and its id
FROM named AS n
CROSS JOIN role AS r ON r.kind = n.kind
CROSS JOIN stretch AS s
LEFT JOIN event_party AS w ON w.slot = s.slot + r.slot AND w.domain_id = n.domain_id
    AND w.name_id >= n.least AND w.name_id <= n.most
CROSS JOIN event AS e ON e.ts >= CASE WHEN s.slot IS NULL THEN s.since ELSE s.since + w.first END
    AND e.ts < CASE WHEN s.slot IS NULL THEN s.until ELSE s.since + w.first + w.span + 1 END
-- What else happened at that time is not meant.
WHERE EXISTS (
    SELECT 1 FROM (
        SELECT CASE r.part
               WHEN 0 THEN e.recipient_id
               WHEN 1 THEN coalesce(e.sender_id, (SELECT m.sender_id FROM message AS m
                                                  WHERE m.message_no = e.message_no))
               WHEN 2 THEN e.peer_id
               WHEN 3 THEN nullif(e.peer_id, nullif(e.peer_id, coalesce(e.client_id, (
                   SELECT m.client_id FROM message AS m WHERE m.message_no = e.message_no))))
               WHEN 4 THEN nullif(coalesce(e.client_id, (
                   SELECT m.client_id FROM message AS m WHERE m.message_no = e.message_no)),
                   e.peer_id)
               ELSE coalesce(e.sasl_id, (SELECT m.sasl_id FROM message AS m
                                         WHERE m.message_no = e.message_no)) END AS id) AS i
    WHERE i.id >= coalesce(w.name_id, n.least) AND i.id <= coalesce(w.name_id, n.most)
      AND (n.kind <> 1 OR w.name_id IS NOT NULL
           OR (SELECT a.domain_id FROM address AS a WHERE a.address_id = i.id) = n.domain_id));
