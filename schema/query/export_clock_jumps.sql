-- The whole view.
SELECT * FROM clock_jumps
