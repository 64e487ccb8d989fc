-- Reasons of the last day that never stood in a log in the 30 days before.
SELECT reason, code, enhanced, count(*) AS failures, min(time) AS first_seen
FROM failures AS f
WHERE ts >= unixepoch('now', '-1 day')
  AND NOT EXISTS (SELECT 1 FROM failures_hourly AS h
                  WHERE h.reason = f.reason AND h.hour < unixepoch('now', '-1 day')
                    AND h.hour >= unixepoch('now', '-31 days'))
GROUP BY reason, code, enhanced ORDER BY failures DESC LIMIT 20;
