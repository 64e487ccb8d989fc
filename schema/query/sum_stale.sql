-- ?1 from  ?2 until: no sums of these hours stand
DELETE FROM reply_sum WHERE hour >= ?1 AND hour < ?2
