-- ?1 day: no summary from there on stands
DELETE FROM day_summary WHERE day >= ?1
