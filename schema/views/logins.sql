-- Messages that users submitted after a login, by hour and client.
CREATE VIEW logins AS SELECT
    q.hour AS hour,                             -- its first second, Unix seconds UTC
    nullif(h.name, '') AS host,                 -- the logging host
    u.name AS sasl_user,                        -- as whom
    nullif(p.name, '') AS client_name,          -- from where
    nullif(p.ip, '') AS client_ip,              -- its address
    q.messages AS messages,                     -- how many
    q.first_time AS first_time                  -- of the first, Unix seconds UTC
FROM login_hourly AS q
LEFT JOIN host AS h ON h.host_id = q.host_id
LEFT JOIN sasl_user AS u ON u.sasl_id = q.sasl_id
LEFT JOIN peer AS p ON p.peer_id = q.peer_id;
