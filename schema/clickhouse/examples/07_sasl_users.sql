-- Accounts whose mail is refused: a stolen password shows as a sudden number here.
SELECT sasl_user, count() AS failures, ifNull(uniqExact(recipient_domain), 0) AS domains,
       ifNull(uniqExact(client_ip), 0) AS clients, max(time) AS last_seen
FROM failures
WHERE sasl_user IS NOT NULL AND direction = 'outbound' AND ts >= toUnixTimestamp(now()) - 86400
GROUP BY sasl_user ORDER BY failures DESC LIMIT 20;
