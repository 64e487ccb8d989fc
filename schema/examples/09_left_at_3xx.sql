-- Dialogues that went no further than an intermediate reply, and failures that came after one.
SELECT coalesce(CASE WHEN class = '3xx' THEN code END, after_code) AS reply, class, disposition,
       count(*) AS events, count(DISTINCT peer_ip) AS peers
FROM events
WHERE (class = '3xx' OR after_code IS NOT NULL) AND ts >= unixepoch('now', '-1 day')
GROUP BY reply, class, disposition ORDER BY events DESC;
