-- Fates of messages that are gone.
DELETE FROM fate WHERE message_id NOT IN (SELECT message_id FROM message)
