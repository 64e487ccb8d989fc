-- Why a line was not understood: 0 words of failure in no known form, 1 a mail server's line in no known
-- form, 2 one in a wrapping that was not taken off, 3 no time stamp.
ALTER TABLE strange ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
