-- Which provider refuses our mail, and why.
SELECT provider, cause, code, enhanced, count() AS failures, max(time) AS last_seen
FROM failures
WHERE direction = 'outbound' AND provider IS NOT NULL AND ts >= toUnixTimestamp(now()) - 7 * 86400
GROUP BY provider, cause, code, enhanced ORDER BY failures DESC LIMIT 20;
