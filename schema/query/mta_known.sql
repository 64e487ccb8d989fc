-- The mail servers whose replies are known.
SELECT DISTINCT mta FROM reply WHERE mta <> ''
