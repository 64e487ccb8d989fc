-- Takes over what the attached database `other` holds.  Run inside a transaction; the tables merge_*
-- map its ids to ours and are temporary.  merge_copy and merge_hour (copies.sql) say what is here
-- already.

CREATE TEMP TABLE merge_host (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_channel (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_domain (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_address (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_peer (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_sasl (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_helo (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_reply (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_reason (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_source (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
CREATE TEMP TABLE merge_message (old INTEGER PRIMARY KEY, new INTEGER NOT NULL);
-- Ids that may simply be moved up where nothing of ours is the same.
CREATE TEMP TABLE merge_shift AS SELECT
    (SELECT coalesce(max(text_id), 0) FROM main.text) AS text,
    (SELECT coalesce(max(message_no), 0) FROM main.message) AS message,
    (SELECT coalesce(max(source_id), 0) FROM main.source) AS source;

-- Dimensions: what is missing is added, then found by its words.
INSERT INTO main.host (name) SELECT name FROM other.host ORDER BY host_id ON CONFLICT DO NOTHING;
INSERT INTO merge_host
SELECT o.host_id, m.host_id FROM other.host AS o JOIN main.host AS m ON m.name = o.name;

INSERT INTO main.channel (channel_id, name)
SELECT (SELECT coalesce(max(channel_id), -1) FROM main.channel)
       + row_number() OVER (ORDER BY o.channel_id), o.name
FROM other.channel AS o WHERE o.name NOT IN (SELECT name FROM main.channel);
INSERT INTO merge_channel
SELECT o.channel_id, m.channel_id FROM other.channel AS o JOIN main.channel AS m ON m.name = o.name;

INSERT INTO main.domain (name) SELECT name FROM other.domain ORDER BY domain_id
ON CONFLICT DO NOTHING;
INSERT INTO merge_domain
SELECT o.domain_id, m.domain_id FROM other.domain AS o JOIN main.domain AS m ON m.name = o.name;

INSERT INTO main.address (address, domain_id)
SELECT o.address, d.new FROM other.address AS o LEFT JOIN merge_domain AS d ON d.old = o.domain_id
WHERE true ORDER BY o.address_id ON CONFLICT DO NOTHING;
INSERT INTO merge_address
SELECT o.address_id, m.address_id
FROM other.address AS o JOIN main.address AS m ON m.address = o.address;

INSERT INTO main.peer (ip, name, net) SELECT ip, name, net FROM other.peer ORDER BY peer_id
ON CONFLICT DO NOTHING;
INSERT INTO merge_peer
SELECT o.peer_id, m.peer_id
FROM other.peer AS o JOIN main.peer AS m ON m.ip = o.ip AND m.name = o.name;

INSERT INTO main.sasl_user (name) SELECT name FROM other.sasl_user ORDER BY sasl_id
ON CONFLICT DO NOTHING;
INSERT INTO merge_sasl
SELECT o.sasl_id, m.sasl_id FROM other.sasl_user AS o JOIN main.sasl_user AS m ON m.name = o.name;

INSERT INTO main.helo (name) SELECT name FROM other.helo ORDER BY helo_id ON CONFLICT DO NOTHING;
INSERT INTO merge_helo
SELECT o.helo_id, m.helo_id FROM other.helo AS o JOIN main.helo AS m ON m.name = o.name;

INSERT INTO main.reply (mta, process, direction, phase, code, code_implied, class, enhanced,
                        origin, tag, after_code, challenge, disposition, final, echo, probe)
SELECT mta, process, direction, phase, code, code_implied, class, enhanced, origin, tag, after_code,
       challenge, disposition, final, echo, probe
FROM other.reply ORDER BY reply_id ON CONFLICT DO NOTHING;
INSERT INTO merge_reply
SELECT o.reply_id, m.reply_id FROM other.reply AS o JOIN main.reply AS m
  ON m.mta = o.mta AND m.process = o.process AND m.direction = o.direction AND m.phase = o.phase
 AND m.code = o.code AND m.code_implied = o.code_implied AND m.class = o.class
 AND m.enhanced = o.enhanced AND m.origin = o.origin AND m.tag = o.tag
 AND m.after_code = o.after_code AND m.challenge = o.challenge
 AND m.disposition = o.disposition AND m.final = o.final AND m.echo = o.echo AND m.probe = o.probe;

INSERT INTO main.reason (reply_id, template, cause, provider, sample, peer_id)
SELECT rp.new, o.template, o.cause, o.provider, o.sample, p.new
FROM other.reason AS o
JOIN merge_reply AS rp ON rp.old = o.reply_id
LEFT JOIN merge_peer AS p ON p.old = o.peer_id
WHERE NOT EXISTS (SELECT 1 FROM main.reason AS m
                  WHERE m.template = o.template AND m.reply_id = rp.new AND m.cause = o.cause
                    AND m.provider = o.provider)
ORDER BY o.reason_id;
INSERT INTO merge_reason
SELECT o.reason_id, min(m.reason_id)
FROM other.reason AS o
JOIN merge_reply AS rp ON rp.old = o.reply_id
JOIN main.reason AS m ON m.template = o.template AND m.reply_id = rp.new AND m.cause = o.cause
                     AND m.provider = o.provider
GROUP BY o.reason_id;

-- Facts.  Texts of events that are here already stay where they are.
INSERT INTO main.text (text_id, body, names)
SELECT o.text_id + x.text, o.body, o.names FROM other.text AS o, merge_shift AS x
WHERE o.text_id IN (SELECT e.text_id FROM other.event AS e
                    WHERE NOT EXISTS (SELECT 1 FROM merge_copy AS y
                                      WHERE y.source_id = e.source_id
                                        AND y.words = e.identity & 0xFFFFFFFFFFFF))
ORDER BY o.text_id;

-- A log that is here too: of one host, with one first line, and under one name or with one head.  What
-- was read further is what counts of it.
INSERT INTO merge_source
SELECT o.source_id, max(m.source_id)
FROM other.source AS o
JOIN main.source AS m ON m.first_line = o.first_line AND m.host IS o.host
                     AND (m.name = o.name OR (m.head_len = o.head_len AND m.head_hash = o.head_hash))
GROUP BY o.source_id;
UPDATE main.source SET
    head_len = o.head_len, head_hash = o.head_hash, tail_len = o.tail_len, tail_hash = o.tail_hash,
    offset = o.offset, line_no = o.line_no, size = o.size, mtime_ns = o.mtime_ns,
    framer = o.framer, lines = o.lines, recognised = o.recognised, events = o.events,
    duplicates = o.duplicates, strange = o.strange, other = o.other, unframed = o.unframed,
    first_time = o.first_time, last_time = o.last_time, complete = o.complete,
    wrapping = o.wrapping, unknown = o.unknown, blocks = o.blocks, device = NULL, inode = NULL
FROM other.source AS o JOIN merge_source AS s ON s.old = o.source_id
WHERE main.source.source_id = s.new AND o.offset > main.source.offset;
INSERT INTO main.source
SELECT o.source_id + x.source, c.new, o.name, o.format, o.host, o.head_len, o.head_hash, o.tail_len,
       o.tail_hash, o.offset, o.line_no, o.size, o.mtime_ns, o.framer, o.lines, o.recognised,
       o.events, o.duplicates, o.strange, o.other, o.unframed, o.first_time, o.last_time, o.complete,
       o.wrapping, o.unknown, o.blocks, o.first_line, NULL, NULL
FROM other.source AS o JOIN merge_shift AS x JOIN merge_channel AS c ON c.old = o.channel_id
WHERE o.source_id NOT IN (SELECT old FROM merge_source)
ORDER BY o.source_id;
INSERT INTO merge_source
SELECT o.source_id, o.source_id + x.source FROM other.source AS o, merge_shift AS x
WHERE true ON CONFLICT DO NOTHING;

-- A message that is here too: one life of the queue id, as in src/store/write/message.c.
INSERT INTO merge_message
SELECT o.message_no, min(m.message_no)
FROM other.message AS o
JOIN merge_host AS h ON h.old = o.host_id
JOIN main.message AS m ON m.queue_id = o.queue_id AND m.host_id = h.new
WHERE m.first_time - 864000 <= o.last_time AND o.first_time <= m.last_time + 864000
  AND (m.message_id IS NULL OR o.message_id IS NULL OR m.message_id = o.message_id)
GROUP BY o.message_no;
UPDATE main.message SET
    first_time = min(first_time, q.first), last_time = max(last_time, q.last),
    message_id = coalesce(message_id, q.header), sender_id = coalesce(sender_id, q.sender),
    client_id = coalesce(client_id, q.client), sasl_id = coalesce(sasl_id, q.sasl),
    helo_id = coalesce(helo_id, q.helo), size = coalesce(size, q.bytes)
FROM (SELECT s.new AS no, o.first_time AS first, o.last_time AS last, o.message_id AS header,
             a.new AS sender, p.new AS client, u.new AS sasl, e.new AS helo, o.size AS bytes
      FROM other.message AS o
      JOIN merge_message AS s ON s.old = o.message_no
      LEFT JOIN merge_address AS a ON a.old = o.sender_id
      LEFT JOIN merge_peer AS p ON p.old = o.client_id
      LEFT JOIN merge_sasl AS u ON u.old = o.sasl_id
      LEFT JOIN merge_helo AS e ON e.old = o.helo_id) AS q
WHERE main.message.message_no = q.no;
INSERT INTO main.message
SELECT o.message_no + x.message, h.new, o.queue_id, o.first_time, o.last_time, o.message_id, a.new,
       p.new, u.new, e.new, o.size
FROM other.message AS o JOIN merge_shift AS x
JOIN merge_host AS h ON h.old = o.host_id
LEFT JOIN merge_address AS a ON a.old = o.sender_id
LEFT JOIN merge_peer AS p ON p.old = o.client_id
LEFT JOIN merge_sasl AS u ON u.old = o.sasl_id
LEFT JOIN merge_helo AS e ON e.old = o.helo_id
WHERE o.message_no NOT IN (SELECT old FROM merge_message)
ORDER BY o.message_no;
INSERT INTO merge_message
SELECT o.message_no, o.message_no + x.message FROM other.message AS o, merge_shift AS x
WHERE true ON CONFLICT DO NOTHING;

INSERT INTO main.event
SELECT o.ts, o.seq + coalesce((SELECT max(m.seq) + 1 FROM main.event AS m WHERE m.ts = o.ts), 0),
       o.micros, o.digits, h.new, r.new, o.text_id + x.text, g.new, a.new,
       b.new, p.new, o.peer_port, q.new, u.new, e.new, l.new, o.line_no, c.new,
       CASE WHEN o.also_in = 0 THEN 0 ELSE
           (SELECT coalesce(sum(1 << k.new), 0) FROM merge_channel AS k
            WHERE o.also_in >> k.old & 1) END,
       o.identity
FROM other.event AS o JOIN merge_shift AS x
JOIN merge_host AS h ON h.old = o.host_id
JOIN merge_reason AS r ON r.old = o.reason_id
JOIN merge_channel AS c ON c.old = o.channel_id
JOIN merge_source AS l ON l.old = o.source_id
LEFT JOIN merge_message AS g ON g.old = o.message_no
LEFT JOIN merge_address AS a ON a.old = o.sender_id
LEFT JOIN merge_address AS b ON b.old = o.recipient_id
LEFT JOIN merge_peer AS p ON p.old = o.peer_id
LEFT JOIN merge_peer AS q ON q.old = o.client_id
LEFT JOIN merge_sasl AS u ON u.old = o.sasl_id
LEFT JOIN merge_helo AS e ON e.old = o.helo_id
WHERE NOT EXISTS (SELECT 1 FROM merge_copy AS y
                  WHERE y.source_id = o.source_id AND y.words = o.identity & 0xFFFFFFFFFFFF)
ORDER BY o.ts, o.seq;

-- Of events that were here a client may have become known since: as query/event_tell_peer.sql.
UPDATE main.event SET peer_id = m.client_id
FROM main.message AS m
WHERE m.message_no IN (SELECT new FROM merge_message) AND m.client_id IS NOT NULL
  AND main.event.ts BETWEEN m.first_time AND m.last_time
  AND main.event.message_no = m.message_no AND main.event.peer_id IS NULL
  AND (SELECT rp.direction FROM main.reason AS r JOIN main.reply AS rp ON rp.reply_id = r.reply_id
       WHERE r.reason_id = main.event.reason_id) = 'inbound';

INSERT INTO main.fate
SELECT g.new, a.new, o.delivered
FROM other.fate AS o
JOIN merge_message AS g ON g.old = o.message_no
JOIN merge_address AS a ON a.old = o.recipient_id
WHERE true ON CONFLICT DO NOTHING;

INSERT INTO main.strange (source_id, shape, sample, line_no, n, first_time, last_time, kind)
SELECT l.new, o.shape, o.sample, o.line_no, o.n, o.first_time, o.last_time, o.kind
FROM other.strange AS o JOIN merge_source AS l ON l.old = o.source_id
WHERE true ORDER BY o.strange_id
ON CONFLICT DO UPDATE SET n = max(n, excluded.n), last_time = max(last_time, excluded.last_time);

INSERT INTO main.clock_jump
SELECT l.new, o.line_no, h.new, o.before, o.after
FROM other.clock_jump AS o
JOIN merge_source AS l ON l.old = o.source_id
JOIN merge_host AS h ON h.old = o.host_id
WHERE true ON CONFLICT DO NOTHING;

INSERT INTO main.twin
SELECT l.new, k.new
FROM other.twin AS o
JOIN merge_source AS l ON l.old = o.source_id JOIN merge_source AS k ON k.old = o.of_id
WHERE true ON CONFLICT DO NOTHING;

-- Sums.
CREATE TEMP TABLE merge_gone AS SELECT y.hour, h.new AS host_id
FROM merge_hour AS y JOIN merge_host AS h ON h.old = y.host_id WHERE y.replaces;
DELETE FROM main.trail WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.reply_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.flow_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.delivery_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.delay_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.greylist_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.login_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DELETE FROM main.failure_hourly WHERE (hour, host_id) IN (SELECT hour, host_id FROM merge_gone);
DROP TABLE merge_gone;
DELETE FROM merge_hour WHERE replaces;

INSERT INTO main.trail
SELECT o.hour, l.new,
       o.part + coalesce((SELECT max(m.part) + 1 FROM main.trail AS m
                          WHERE m.hour = o.hour AND m.source_id = l.new), 0),
       h.new, o.cursors, o.body
FROM other.trail AS o
JOIN merge_source AS l ON l.old = o.source_id
JOIN merge_host AS h ON h.old = o.host_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y
                  WHERE y.hour = o.hour AND y.host_id = o.host_id)
ORDER BY o.hour, o.source_id, o.part;

INSERT INTO main.reply_hourly
SELECT o.hour, h.new, o.mta, o.direction, o.code, coalesce(d.new, 0), o.replies
FROM other.reply_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
LEFT JOIN merge_domain AS d ON d.old = o.domain_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET replies = replies + excluded.replies;

INSERT INTO main.flow_hourly
SELECT o.hour, h.new, o.mta, o.process, o.direction, o.records, o.messages,
       o.submitted, o.bytes, o.deliveries, o.bounced, o.put_off, o.settled
FROM other.flow_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET records = records + excluded.records,
    messages = messages + excluded.messages, submitted = submitted + excluded.submitted,
    bytes = bytes + excluded.bytes, deliveries = deliveries + excluded.deliveries,
    bounced = bounced + excluded.bounced, put_off = put_off + excluded.put_off,
    settled = settled + excluded.settled;

INSERT INTO main.delivery_hourly
SELECT o.hour, h.new, d.new, o.provider, o.deliveries, o.bounced, o.put_off, o.settled
FROM other.delivery_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
JOIN merge_domain AS d ON d.old = o.domain_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET deliveries = deliveries + excluded.deliveries,
    bounced = bounced + excluded.bounced, put_off = put_off + excluded.put_off,
    settled = settled + excluded.settled;

INSERT INTO main.delay_hourly
SELECT o.hour, h.new, d.new, o.provider, o.seconds, o.recipients
FROM other.delay_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
JOIN merge_domain AS d ON d.old = o.domain_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET recipients = recipients + excluded.recipients;

INSERT INTO main.greylist
SELECT a.new, o.first_time, p.new, h.new, o.last_time, o.tries, o.accepted
FROM other.greylist AS o
JOIN merge_address AS a ON a.old = o.sender_id
JOIN merge_peer AS p ON p.old = o.peer_id
JOIN merge_host AS h ON h.old = o.host_id
WHERE true
ON CONFLICT DO UPDATE SET last_time = max(last_time, excluded.last_time),
    tries = max(tries, excluded.tries), accepted = coalesce(accepted, excluded.accepted);

INSERT INTO main.greylist_hourly
SELECT o.hour, h.new, coalesce(d.new, 0), o.seconds, o.senders
FROM other.greylist_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
LEFT JOIN merge_domain AS d ON d.old = o.domain_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET senders = senders + excluded.senders;

INSERT INTO main.login_hourly
SELECT o.hour, h.new, u.new, p.new, o.messages, o.first_time
FROM other.login_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
JOIN merge_sasl AS u ON u.old = o.sasl_id
JOIN merge_peer AS p ON p.old = o.peer_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET messages = messages + excluded.messages,
    first_time = min(first_time, excluded.first_time);

INSERT INTO main.failure_hourly
SELECT o.hour, h.new, r.new, o.n, o.first_time, o.last_time
FROM other.failure_hourly AS o
JOIN merge_host AS h ON h.old = o.host_id
JOIN merge_reason AS r ON r.old = o.reason_id
WHERE NOT EXISTS (SELECT 1 FROM merge_hour AS y WHERE y.hour = o.hour AND y.host_id = o.host_id)
ON CONFLICT DO UPDATE SET n = n + excluded.n,
    first_time = min(first_time, excluded.first_time),
    last_time = max(last_time, excluded.last_time);

-- Hours that get further events or replies are packed and summed anew.
DELETE FROM main.event_pack WHERE hour IN (SELECT hour FROM other.failure_hourly);
DELETE FROM main.reply_sum WHERE hour IN (SELECT hour FROM other.failure_hourly
                                          UNION SELECT hour FROM other.reply_hourly);

UPDATE main.export_hour SET stale = 1
WHERE hour IN (SELECT hour FROM other.failure_hourly UNION SELECT hour FROM other.reply_hourly
               UNION SELECT hour FROM other.flow_hourly);

DROP TABLE temp.merge_host;
DROP TABLE temp.merge_channel;
DROP TABLE temp.merge_domain;
DROP TABLE temp.merge_address;
DROP TABLE temp.merge_peer;
DROP TABLE temp.merge_sasl;
DROP TABLE temp.merge_helo;
DROP TABLE temp.merge_reply;
DROP TABLE temp.merge_reason;
DROP TABLE temp.merge_source;
DROP TABLE temp.merge_message;
DROP TABLE temp.merge_shift;
DROP TABLE temp.merge_copy;
DROP TABLE temp.merge_words;
DROP TABLE temp.merge_hour;
