-- ?1 from  ?2 until: no pack of these hours stands
DELETE FROM event_pack WHERE hour >= ?1 AND hour < ?2
