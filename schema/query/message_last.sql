-- The highest id.
SELECT max(message_no) FROM message
