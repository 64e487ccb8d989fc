-- The whole view.
SELECT * FROM providers
