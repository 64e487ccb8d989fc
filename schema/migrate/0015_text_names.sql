-- Texts are kept without the names that their events have anyway.  Those that stand already stay as
-- they are: 0, none is taken out.
ALTER TABLE text ADD COLUMN names INTEGER NOT NULL DEFAULT 0;
