-- ?1 day
DELETE FROM leader_daily WHERE day = ?1
