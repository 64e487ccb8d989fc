-- Dialogues that went no further than an intermediate reply, and failures that came after one.
SELECT ifNull(if(class = '3xx', code, NULL), after_code) AS reply, class, disposition,
       count() AS events_, ifNull(uniqExact(peer_ip), 0) AS peers
FROM events
WHERE (class = '3xx' OR after_code IS NOT NULL) AND ts >= toUnixTimestamp(now()) - 86400
GROUP BY reply, class, disposition ORDER BY events_ DESC;
