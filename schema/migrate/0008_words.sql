-- One word for one thing.  What was answered is a reply; a verdict is what people read of a period.
-- The Message-ID is message_id as in the views and in RFC 5322, and the number of a row message_no.
ALTER TABLE verdict RENAME TO reply;
ALTER TABLE reply RENAME COLUMN verdict_id TO reply_id;
ALTER TABLE reason RENAME COLUMN verdict_id TO reply_id;
ALTER TABLE message RENAME COLUMN message_id TO message_no;
ALTER TABLE message RENAME COLUMN header_id TO message_id;
ALTER TABLE event RENAME COLUMN message_id TO message_no;
ALTER TABLE fate RENAME COLUMN message_id TO message_no;
