-- The last event's time; NULL: none.
SELECT max(ts) FROM event
