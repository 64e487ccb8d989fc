-- Reasons of the last day that never stood in a log in the 30 days before.
SELECT reason, code, enhanced, count() AS failures, min(time) AS first_seen
FROM failures
WHERE ts >= toUnixTimestamp(now()) - 86400
  AND ifNull(reason, '') GLOBAL NOT IN (
      SELECT assumeNotNull(reason) FROM failures_hourly
      WHERE reason IS NOT NULL AND hour < toUnixTimestamp(now()) - 86400
        AND hour >= toUnixTimestamp(now()) - 31 * 86400)
GROUP BY reason, code, enhanced ORDER BY failures DESC LIMIT 20;
