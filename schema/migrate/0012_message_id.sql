-- Who asks for a Message-ID begins at the message; those that have none need no place in it.
CREATE INDEX message_by_message_id ON message (message_id) WHERE message_id IS NOT NULL;
