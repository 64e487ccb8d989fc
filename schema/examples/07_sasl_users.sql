-- Accounts whose mail is refused: a stolen password shows as a sudden number here.
SELECT sasl_user, count(*) AS failures, count(DISTINCT recipient_domain) AS domains,
       count(DISTINCT client_ip) AS clients, max(time) AS last_seen
FROM failures
WHERE sasl_user IS NOT NULL AND direction = 'outbound' AND ts >= unixepoch('now', '-1 day')
GROUP BY sasl_user ORDER BY failures DESC LIMIT 20;
