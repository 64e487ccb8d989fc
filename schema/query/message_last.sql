-- The highest id.
SELECT max(message_id) FROM message
