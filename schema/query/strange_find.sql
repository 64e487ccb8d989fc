-- ?1 source  ?2 shape
SELECT strange_id FROM strange WHERE source_id = ?1 AND shape = ?2
