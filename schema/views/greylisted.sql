-- Senders that this server asked to come back later, and whether they did.
CREATE VIEW greylisted AS SELECT
    nullif(h.name, '') AS host,                 -- the logging host that refused first
    a.address AS sender,                        -- envelope sender; '': the null sender
    (SELECT d.name FROM domain AS d WHERE d.domain_id = a.domain_id)
        AS sender_domain,                       -- lower case
    nullif(p.name, '') AS client_name,          -- the client at first
    nullif(p.ip, '') AS client_ip,              -- its address
    g.first_time AS first_refused,              -- Unix seconds UTC
    g.last_time AS last_refused,                -- Unix seconds UTC
    g.tries AS tries,                           -- refusals
    g.accepted AS accepted                      -- when a message of that sender was taken; NULL: none
FROM greylist AS g
LEFT JOIN host AS h ON h.host_id = g.host_id
LEFT JOIN address AS a ON a.address_id = g.sender_id
LEFT JOIN peer AS p ON p.peer_id = g.peer_id;
