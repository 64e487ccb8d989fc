-- ?1 from  ?2 until: hourly counts as rows
SELECT * FROM flow WHERE hour >= ?1 AND hour < ?2
