-- Where failed logins come from.
SELECT peer_ip, count() AS failed_logins, ifNull(uniqExact(sasl_user), 0) AS names_tried,
       min(time) AS first_seen, max(time) AS last_seen
FROM events
WHERE direction = 'inbound' AND phase = 'auth' AND ts >= toUnixTimestamp(now()) - 86400
GROUP BY peer_ip ORDER BY failed_logins DESC LIMIT 20;
