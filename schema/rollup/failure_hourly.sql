-- Events by hour, host and reason: exact at every commit.  Windows that begin or end within an hour
-- take their edges from `event`.
CREATE TABLE IF NOT EXISTS failure_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL,
    reason_id  INTEGER NOT NULL,
    n          INTEGER NOT NULL,            -- events, not only final ones: see reply
    first_time INTEGER NOT NULL,
    last_time  INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, reason_id)
) STRICT, WITHOUT ROWID;
