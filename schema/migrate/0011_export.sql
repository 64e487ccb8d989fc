-- What was exported, so that the next export tells only what is new (src/store/export.h).

-- The first line of the log, as XXH64: what its events are known by elsewhere.  It stays when the log
-- grows, is renamed or packed.  NULL: the log was read before this step; its head must do.
ALTER TABLE source ADD COLUMN first_line INTEGER;

CREATE TABLE export_hour (
    hour  INTEGER NOT NULL,                 -- its first second
    kind  TEXT NOT NULL,                    -- the table: events, traffic, ...
    run   INTEGER NOT NULL,                 -- version that its rows went out with
    stale INTEGER NOT NULL CHECK (stale IN (0, 1)),     -- 1: the hour changed since
    body  BLOB NOT NULL,                    -- of events: what was sent (src/export/sent.h)
    PRIMARY KEY (hour, kind)
) STRICT, WITHOUT ROWID;
