-- ?1 day: 1 if its summary stands
SELECT 1 FROM day_summary WHERE day = ?1
