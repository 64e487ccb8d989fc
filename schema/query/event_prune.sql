-- ?1 from  ?2 until
DELETE FROM event WHERE ts >= ?1 AND ts < ?2
