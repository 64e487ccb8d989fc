-- All channels, and the times that their sources cover.
SELECT c.channel_id, c.name, min(s.first_time), max(s.last_time)
FROM channel AS c LEFT JOIN source AS s ON s.channel_id = c.channel_id
GROUP BY c.channel_id ORDER BY c.channel_id
