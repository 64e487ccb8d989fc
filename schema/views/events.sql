-- One row for each failure or intermediate reply that a log line carries or implies.
CREATE VIEW events AS SELECT
    e.ts << 20 | e.seq AS event_id,             -- stable within one database
    e.ts AS ts,                                 -- Unix seconds, UTC; the table's order
    strftime('%Y-%m-%dT%H:%M:%S', e.ts, 'unixepoch')
        || CASE WHEN e.digits > 0
                THEN '.' || substr(printf('%06d', e.micros), 1, e.digits) ELSE '' END
        || 'Z' AS time,                         -- ISO 8601, UTC
    h.name AS host,                             -- the logging host
    nullif(v.mta, '') AS mta,                   -- postfix, exim, or a plug-in's name
    nullif(v.process, '') AS process,           -- smtpd, smtp, postscreen, ...; exim
    nullif(v.direction, '') AS direction,       -- inbound, outbound, local
    nullif(v.phase, '') AS phase,               -- the SMTP phase that the reply answers
    nullif(v.code, 0) AS code,                  -- last reply code that crossed the wire
    CASE WHEN v.code = 0 THEN NULL
         WHEN v.code_implied THEN 'implied' ELSE 'logged' END AS code_source,
    v.class || 'xx' AS class,                   -- 3xx, 4xx, 5xx
    nullif(v.enhanced, '') AS enhanced,         -- RFC 3463
    nullif(v.origin, '') AS origin,             -- remote, local: whose verdict
    nullif(v.tag, '') AS tag,                   -- a provider's own sub-code
    nullif(v.after_code, 0) AS after_code,      -- 334 or 354 that the dialogue had reached
    nullif(v.challenge, '') AS challenge,       -- decoded 334 challenge
    nullif(v.disposition, '') AS disposition,   -- rejected, deferred, bounced, ...
    v.final AS final,                           -- 0: no failure of its own
    v.echo AS echo,                             -- 1: the reply was given to another delivery
    m.queue_id AS queue_id,                     -- NULL for NOQUEUE
    m.header_id AS message_id,                  -- Message-ID
    sa.address AS sender,                       -- envelope sender; '' is <>
    sd.name AS sender_domain,
    ra.address AS recipient,
    rd.name AS recipient_domain,
    nullif(p.name, '') AS peer_name,            -- the other side of the dialogue
    nullif(p.ip, '') AS peer_ip,
    e.peer_port AS peer_port,
    nullif(c.name, '') AS client_name,          -- who submitted the message
    nullif(c.ip, '') AS client_ip,
    u.name AS sasl_user,
    o.name AS helo,
    coalesce(t.body, nullif(r.template, '')) AS text,   -- as logged, without the code
    nullif(r.template, '') AS reason,           -- text with its variable parts masked
    nullif(r.cause, '') AS cause,               -- key into causes
    nullif(r.provider, '') AS provider,         -- whose server or policy speaks
    s.name AS source,                           -- file
    e.line_no AS line_no                        -- 1-based
FROM event AS e
LEFT JOIN reason AS r ON r.reason_id = e.reason_id
LEFT JOIN verdict AS v ON v.verdict_id = r.verdict_id
LEFT JOIN host AS h ON h.host_id = e.host_id
LEFT JOIN text AS t ON t.text_id = e.text_id
LEFT JOIN message AS m ON m.message_id = e.message_id
LEFT JOIN address AS sa ON sa.address_id = coalesce(e.sender_id, m.sender_id)
LEFT JOIN domain AS sd ON sd.domain_id = sa.domain_id
LEFT JOIN address AS ra ON ra.address_id = e.recipient_id
LEFT JOIN domain AS rd ON rd.domain_id = ra.domain_id
LEFT JOIN peer AS p ON p.peer_id = e.peer_id
LEFT JOIN peer AS c ON c.peer_id = coalesce(e.client_id, m.client_id)
LEFT JOIN sasl_user AS u ON u.sasl_id = coalesce(e.sasl_id, m.sasl_id)
LEFT JOIN helo AS o ON o.helo_id = coalesce(e.helo_id, m.helo_id)
LEFT JOIN source AS s ON s.source_id = e.source_id;
