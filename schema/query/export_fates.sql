-- ?1 from
SELECT * FROM fates WHERE delivered >= ?1 ORDER BY delivered
