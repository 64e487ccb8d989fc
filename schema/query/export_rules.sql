-- The whole view.
SELECT * FROM rules
