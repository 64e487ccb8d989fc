-- Where failed logins come from.
SELECT peer_ip, count(*) AS failed_logins, count(DISTINCT sasl_user) AS names_tried,
       min(time) AS first_seen, max(time) AS last_seen
FROM events
WHERE direction = 'inbound' AND phase = 'auth' AND ts >= unixepoch('now', '-1 day')
GROUP BY peer_ip ORDER BY failed_logins DESC LIMIT 20;
