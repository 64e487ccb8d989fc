-- What fails most in the last 24 hours, and what to do about it.
SELECT cause, title, failures, who_acts, how_to_fix
FROM (SELECT cause, count() AS failures FROM failures
      WHERE ts >= toUnixTimestamp(now()) - 86400 AND echo = 0 GROUP BY cause)
ANY LEFT JOIN (SELECT toNullable(cause) AS cause, title, who_acts, how_to_fix FROM causes
               WHERE lang = 'en') USING cause
ORDER BY failures DESC LIMIT 20;
