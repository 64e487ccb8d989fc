-- ?1 day
DELETE FROM leader_daily WHERE kind IN (1, 2, 3, 4) AND day = ?1
