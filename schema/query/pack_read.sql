-- ?1 since  ?2 until: packs of the hours that have any of it, in order
SELECT hour, body FROM event_pack WHERE hour > ?1 - 3600 AND hour < ?2 ORDER BY hour
