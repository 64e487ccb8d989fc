-- Fates of messages that are gone.
DELETE FROM fate WHERE message_no NOT IN (SELECT message_no FROM message)
