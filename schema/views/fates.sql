-- Recipients that had a failure for the time being and were delivered to at last.
CREATE VIEW fates AS SELECT
    nullif(h.name, '') AS host,                 -- the logging host
    m.queue_id AS queue_id,                     -- of the message
    m.message_id AS message_id,                 -- Message-ID
    a.address AS recipient,                     -- envelope recipient
    m.first_time AS first_failed,               -- first failure of the message, Unix seconds UTC
    f.delivered AS delivered                    -- when, Unix seconds UTC
FROM fate AS f
LEFT JOIN message AS m ON m.message_no = f.message_no
LEFT JOIN host AS h ON h.host_id = m.host_id
LEFT JOIN address AS a ON a.address_id = f.recipient_id;
