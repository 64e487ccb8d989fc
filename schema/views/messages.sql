-- Messages that had a failure.
CREATE VIEW messages AS SELECT
    nullif(h.name, '') AS host,                 -- the logging host
    m.queue_id AS queue_id,                     -- used again after some time: a row is one life
    m.message_id AS message_id,                 -- Message-ID
    m.first_time AS first_time,                 -- of its failures, Unix seconds UTC
    m.last_time AS last_time,                   -- of the last of them
    a.address AS sender,                        -- '' is <>
    d.name AS sender_domain,                    -- lower case
    nullif(c.name, '') AS client_name,          -- who submitted it
    nullif(c.ip, '') AS client_ip,              -- its address
    u.name AS sasl_user,                        -- as whom
    o.name AS helo,                             -- what it said in EHLO or HELO
    m.size AS size                              -- bytes
FROM message AS m
LEFT JOIN host AS h ON h.host_id = m.host_id
LEFT JOIN address AS a ON a.address_id = m.sender_id
LEFT JOIN domain AS d ON d.domain_id = a.domain_id
LEFT JOIN peer AS c ON c.peer_id = m.client_id
LEFT JOIN sasl_user AS u ON u.sasl_id = m.sasl_id
LEFT JOIN helo AS o ON o.helo_id = m.helo_id;
