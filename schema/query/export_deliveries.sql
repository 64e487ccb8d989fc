-- ?1 from  ?2 until: hourly counts as rows
SELECT * FROM deliveries WHERE hour >= ?1 AND hour < ?2
