-- The mail servers whose replies are known.
SELECT DISTINCT mta FROM verdict WHERE mta <> ''
