-- ?1 from  ?2 until: what was exported of these hours is told anew
UPDATE export_hour SET stale = 1 WHERE hour >= ?1 AND hour < ?2 AND stale = 0
