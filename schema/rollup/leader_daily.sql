-- Events by day, reason and who was involved, for the days that `day_summary` lists; days that it
-- does not list are read from `event`.  A batch that adds to a listed day takes it off the list.
-- Of a day with very many rows of a kind only the leading 20 of each reason stand here, and the sum
-- of the others: see day_summary.exact.
CREATE TABLE IF NOT EXISTS leader_daily (
    day       INTEGER NOT NULL,             -- its first second, UTC
    kind      INTEGER NOT NULL,             -- 1 peer_id, 2 sender's domain_id, 3 recipient's
                                            -- domain_id, 4 sasl_id: what `who` is
    reason_id INTEGER NOT NULL,
    who       INTEGER NOT NULL,             -- 0: not known; -1: all the others
    n         INTEGER NOT NULL,             -- events
    PRIMARY KEY (kind, day, reason_id, who)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS day_summary (
    day    INTEGER PRIMARY KEY,
    events INTEGER NOT NULL,
    exact  INTEGER NOT NULL                 -- 0: leader_daily has rows for "all the others"
) STRICT;
