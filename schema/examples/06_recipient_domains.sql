-- Domains that mail does not get to: recipients, not attempts.
SELECT recipient_domain, class, count(DISTINCT recipient) AS recipients, count(*) AS failures
FROM failures
WHERE direction = 'outbound' AND ts >= unixepoch('now', '-1 day')
GROUP BY recipient_domain, class ORDER BY recipients DESC LIMIT 20;
