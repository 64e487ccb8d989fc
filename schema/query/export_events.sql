-- ?1 from  ?2 until: the columns of the view events in its order, without event_id; then what tells
-- the event apart elsewhere: number in the second, log, the log's first line, the record's words
SELECT e.ts,
       strftime('%Y-%m-%dT%H:%M:%S', e.ts, 'unixepoch')
           || CASE WHEN e.digits > 0
                   THEN '.' || substr(printf('%06d', e.micros), 1, e.digits) ELSE '' END
           || 'Z' AS time,
       nullif(h.name, '') AS host, nullif(rp.mta, '') AS mta, nullif(rp.process, '') AS process,
       nullif(rp.direction, '') AS direction, nullif(rp.phase, '') AS phase,
       nullif(rp.code, 0) AS code,
       CASE WHEN rp.code = 0 THEN NULL
            WHEN rp.code_implied THEN 'implied' ELSE 'logged' END AS code_source,
       nullif(rp.class, 0) || 'xx' AS class, nullif(rp.enhanced, '') AS enhanced,
       nullif(rp.origin, '') AS origin, nullif(rp.tag, '') AS tag,
       nullif(rp.after_code, 0) AS after_code, nullif(rp.challenge, '') AS challenge,
       nullif(rp.disposition, '') AS disposition, rp.final, rp.echo, m.queue_id, m.message_id,
       s.address AS sender, sd.name AS sender_domain, r.address AS recipient,
       rd.name AS recipient_domain, nullif(p.name, '') AS peer_name, nullif(p.ip, '') AS peer_ip,
       e.peer_port, nullif(c.name, '') AS client_name, nullif(c.ip, '') AS client_ip,
       u.name AS sasl_user, o.name AS helo,
       coalesce(CASE WHEN t.names = 0 THEN t.body ELSE
           replace(replace(replace(replace(replace(t.body, char(1), coalesce(r.address, '')),
               char(2), coalesce(p.ip, '')), char(3), coalesce(p.name, '')),
               char(4), coalesce(s.address, '')), char(5), coalesce(o.name, '')) END,
           nullif(w.template, '')) AS text,
       nullif(w.template, '') AS reason, nullif(w.cause, '') AS cause,
       nullif(w.provider, '') AS provider, l.name AS source, e.line_no,
       e.seq, e.source_id, coalesce(l.first_line, l.head_hash) AS log, e.identity
FROM event AS e
CROSS JOIN reason AS w ON w.reason_id = e.reason_id
CROSS JOIN reply AS rp ON rp.reply_id = w.reply_id
LEFT JOIN host AS h ON h.host_id = e.host_id
LEFT JOIN message AS m ON m.message_no = e.message_no
LEFT JOIN address AS s ON s.address_id = coalesce(e.sender_id, m.sender_id)
LEFT JOIN domain AS sd ON sd.domain_id = s.domain_id
LEFT JOIN address AS r ON r.address_id = e.recipient_id
LEFT JOIN domain AS rd ON rd.domain_id = r.domain_id
LEFT JOIN peer AS p ON p.peer_id = e.peer_id
LEFT JOIN peer AS c ON c.peer_id = coalesce(e.client_id, m.client_id)
LEFT JOIN sasl_user AS u ON u.sasl_id = coalesce(e.sasl_id, m.sasl_id)
LEFT JOIN helo AS o ON o.helo_id = coalesce(e.helo_id, m.helo_id)
LEFT JOIN text AS t ON t.text_id = e.text_id
LEFT JOIN source AS l ON l.source_id = e.source_id
WHERE e.ts >= ?1 AND e.ts < ?2 ORDER BY e.ts, e.seq
