-- One row for each failure or intermediate reply that a log line carries or implies.
CREATE VIEW events AS SELECT
    e.ts << 20 | e.seq AS event_id,             -- stable within one database
    e.ts AS ts,                                 -- Unix seconds, UTC; the table's order
    strftime('%Y-%m-%dT%H:%M:%S', e.ts, 'unixepoch')
        || CASE WHEN e.digits > 0
                THEN '.' || substr(printf('%06d', e.micros), 1, e.digits) ELSE '' END
        || 'Z' AS time,                         -- ISO 8601, UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = e.host_id)
        AS host,                                -- the logging host
    nullif(rp.mta, '') AS mta,                  -- postfix, exim, or a plug-in's name
    nullif(rp.process, '') AS process,          -- smtpd, smtp, postscreen, ...; exim
    nullif(rp.direction, '') AS direction,      -- inbound, outbound, local
    nullif(rp.phase, '') AS phase,              -- the SMTP phase that the reply answers
    nullif(rp.code, 0) AS code,                 -- last reply code that crossed the wire
    CASE WHEN rp.code = 0 THEN NULL
         WHEN rp.code_implied THEN 'implied' ELSE 'logged' END
        AS code_source,                         -- logged: in the line; implied: fixed by the MTA
    nullif(rp.class, 0) || 'xx' AS class,       -- 3xx, 4xx, 5xx; NULL: the client was told 2xx
    nullif(rp.enhanced, '') AS enhanced,        -- RFC 3463
    nullif(rp.origin, '') AS origin,            -- remote, local: who said no
    nullif(rp.tag, '') AS tag,                  -- a provider's own sub-code
    nullif(rp.after_code, 0) AS after_code,     -- 334 or 354 that the dialogue had reached
    nullif(rp.challenge, '') AS challenge,      -- decoded 334 challenge
    nullif(rp.disposition, '') AS disposition,  -- rejected, deferred, bounced, ...
    rp.final AS final,                          -- 0: no failure of its own
    rp.echo AS echo,                            -- 1: the reply was given to another delivery
    m.queue_id AS queue_id,                            -- NULL for NOQUEUE
    m.message_id AS message_id,                          -- Message-ID
    (SELECT a.address FROM address AS a WHERE a.address_id = coalesce(e.sender_id, m.sender_id))
        AS sender,                              -- envelope sender; '' is <>
    (SELECT d.name FROM address AS a CROSS JOIN domain AS d ON d.domain_id = a.domain_id
     WHERE a.address_id = coalesce(e.sender_id, m.sender_id))
        AS sender_domain,                       -- lower case
    (SELECT a.address FROM address AS a WHERE a.address_id = e.recipient_id)
        AS recipient,                           -- envelope recipient
    (SELECT d.name FROM address AS a CROSS JOIN domain AS d ON d.domain_id = a.domain_id
     WHERE a.address_id = e.recipient_id)
        AS recipient_domain,                    -- lower case
    (SELECT nullif(p.name, '') FROM peer AS p WHERE p.peer_id = e.peer_id)
        AS peer_name,                           -- the other side of the dialogue
    (SELECT nullif(p.ip, '') FROM peer AS p WHERE p.peer_id = e.peer_id)
        AS peer_ip,                             -- its address
    e.peer_port AS peer_port,                   -- its port
    (SELECT nullif(p.name, '') FROM peer AS p WHERE p.peer_id = coalesce(e.client_id, m.client_id))
        AS client_name,                         -- who submitted the message
    (SELECT nullif(p.ip, '') FROM peer AS p WHERE p.peer_id = coalesce(e.client_id, m.client_id))
        AS client_ip,                           -- its address
    (SELECT u.name FROM sasl_user AS u WHERE u.sasl_id = coalesce(e.sasl_id, m.sasl_id))
        AS sasl_user,                           -- as whom
    (SELECT o.name FROM helo AS o WHERE o.helo_id = coalesce(e.helo_id, m.helo_id))
        AS helo,                                -- what it said in EHLO or HELO
    coalesce((SELECT CASE WHEN t.names = 0 THEN t.body ELSE
        -- The names that were taken out (src/store/write/text.h), each looked up only if it was.
        replace(replace(replace(replace(replace(t.body,
        char(1), CASE WHEN t.names & 1 THEN (SELECT a.address
            FROM address AS a WHERE a.address_id = e.recipient_id) ELSE '' END),
        char(2), CASE WHEN t.names & 2 THEN (SELECT p.ip
            FROM peer AS p WHERE p.peer_id = e.peer_id) ELSE '' END),
        char(3), CASE WHEN t.names & 4 THEN (SELECT p.name
            FROM peer AS p WHERE p.peer_id = e.peer_id) ELSE '' END),
        char(4), CASE WHEN t.names & 8 THEN (SELECT a.address
            FROM address AS a WHERE a.address_id = e.sender_id) ELSE '' END),
        char(5), CASE WHEN t.names & 16 THEN (SELECT o.name
            FROM helo AS o WHERE o.helo_id = e.helo_id) ELSE '' END) END
        FROM text AS t WHERE t.text_id = e.text_id), nullif(r.template, ''))
        AS text,                                -- as logged, without the code
    nullif(r.template, '') AS reason,           -- text with its variable parts masked
    nullif(r.cause, '') AS cause,               -- key into causes
    nullif(r.provider, '') AS provider,         -- whose server or policy speaks
    (SELECT s.name FROM source AS s WHERE s.source_id = e.source_id)
        AS source,                              -- file
    e.line_no AS line_no                        -- 1-based
-- Names are looked up by subqueries, not joins: SQLite runs those of the columns asked for, but drops
-- no join from a query that aggregates.  The message is joined: whoever asks for a queue id or a
-- Message-ID begins there, and the message tells when its events were, so they are found in the
-- order of time that they are kept in and need no index of their own.  An hour more on each side:
-- a second that is full runs into the next ones.
FROM event AS e
CROSS JOIN reason AS r ON r.reason_id = e.reason_id
CROSS JOIN reply AS rp ON rp.reply_id = r.reply_id
LEFT JOIN message AS m ON m.message_no = e.message_no
    AND e.ts >= m.first_time - 3600 AND e.ts <= m.last_time + 3600;
