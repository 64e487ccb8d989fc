-- ?1 from  ?2 until: hourly counts as rows
SELECT * FROM traffic WHERE hour >= ?1 AND hour < ?2
