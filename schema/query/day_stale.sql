-- ?1 day: its summary no longer stands
DELETE FROM day_summary WHERE day = ?1
