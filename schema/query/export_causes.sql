-- The whole view.
SELECT * FROM causes
