-- What stands around a log's lines, chosen once a log, and the lines that nobody understood.
ALTER TABLE source ADD COLUMN wrapping TEXT;            -- "plain", "compose+json"; NULL: not known yet
ALTER TABLE source ADD COLUMN unknown INTEGER NOT NULL DEFAULT 0;   -- a mail server's lines in no known
                                                        -- form, without words of failure
