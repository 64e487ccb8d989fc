-- The whole view.
SELECT * FROM enhanced_codes
