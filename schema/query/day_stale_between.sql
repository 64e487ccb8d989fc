-- ?1 from  ?2 until: no summary of these days stands
DELETE FROM day_summary WHERE day >= ?1 AND day < ?2
