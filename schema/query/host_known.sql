-- The hosts whose logs were read.
SELECT name FROM host WHERE name <> '' ORDER BY name LIMIT 1000
