-- What fails most in the last 24 hours, and what to do about it.
SELECT f.cause, c.title, count(*) AS failures, c.who_acts, c.how_to_fix
FROM failures AS f LEFT JOIN causes AS c ON c.cause = f.cause AND c.lang = 'en'
WHERE f.ts >= unixepoch('now', '-1 day') AND f.echo = 0
GROUP BY f.cause ORDER BY failures DESC LIMIT 20;
