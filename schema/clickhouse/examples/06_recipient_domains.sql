-- Domains that mail does not get to: recipients, not attempts.
SELECT recipient_domain, class, ifNull(uniqExact(recipient), 0) AS recipients, count() AS failures
FROM failures
WHERE direction = 'outbound' AND ts >= toUnixTimestamp(now()) - 86400
GROUP BY recipient_domain, class ORDER BY recipients DESC LIMIT 20;
