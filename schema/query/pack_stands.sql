-- ?1 hour: 1 if its pack stands
SELECT 1 FROM event_pack WHERE hour = ?1
