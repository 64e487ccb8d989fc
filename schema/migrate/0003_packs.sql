-- Hours that are over, packed for reports (src/store/pack.h): derived from the events and made anew
-- whenever one of the hour's events, or what is known of its message, changes.  They take the place of
-- the days' leaders, which told of a busy day only the first.
CREATE TABLE event_pack (
    hour INTEGER PRIMARY KEY,               -- its first second
    body BLOB NOT NULL                      -- all events of the hour
) STRICT;
DROP TABLE IF EXISTS leader_daily;
DROP TABLE IF EXISTS day_summary;

-- Replies of the hours that are over by class, derived from reply_hourly and counted as in the view
-- traffic; a host whose failures had no reply has a row of class 0.
CREATE TABLE reply_sum (
    hour    INTEGER NOT NULL,               -- its first second
    host_id INTEGER NOT NULL,
    mta     TEXT NOT NULL,
    class   INTEGER NOT NULL,               -- first digit
    replies INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, mta, class)
) STRICT, WITHOUT ROWID;
