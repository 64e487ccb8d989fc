-- The events that are failures of their own: no attempt before a final result, no warning.
CREATE VIEW failures AS SELECT * FROM events WHERE final = 1;
