-- A log is known by all that was read of it, and a record by where it stood among others.

-- Hashes of its blocks (src/input/blocks.h); NULL: it was read before this step, its ends must do.
ALTER TABLE source ADD COLUMN blocks BLOB;

-- Every record that said something and was counted, six bytes each in the order of its log, by hour:
-- what tells whether the records of another log are copies of them (src/store/twins.h).
CREATE TABLE trail (
    hour      INTEGER NOT NULL,             -- its first second
    source_id INTEGER NOT NULL REFERENCES source,
    part      INTEGER NOT NULL,             -- 0..
    host_id   INTEGER NOT NULL REFERENCES host,     -- '': any
    cursors   INTEGER NOT NULL CHECK (cursors IN (0, 1)),  -- 1: ten bytes, the last four of a journal's cursor
    body      BLOB NOT NULL,
    PRIMARY KEY (hour, source_id, part)
) STRICT, WITHOUT ROWID;

-- Logs that were found to hold the same records.
CREATE TABLE twin (
    source_id INTEGER NOT NULL REFERENCES source,   -- the one read later
    of_id     INTEGER NOT NULL REFERENCES source,
    PRIMARY KEY (source_id, of_id)
) STRICT, WITHOUT ROWID;

-- Sums are of records now, each counted once whatever logs it stands in, so they no longer tell
-- families of logs apart.  What was summed before keeps what it said: the fullest of the families.
-- The views name the tables while they are not there, so renaming must not look at them.
PRAGMA legacy_alter_table = ON;
CREATE TABLE reply_hourly_anew (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    mta        TEXT NOT NULL,
    direction  TEXT NOT NULL,
    code       INTEGER NOT NULL,
    domain_id  INTEGER NOT NULL,            -- 0: not known
    replies    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, mta, direction, code, domain_id)
) STRICT, WITHOUT ROWID;
INSERT INTO reply_hourly_anew
SELECT hour, host_id, mta, direction, code, domain_id,
       CASE WHEN code < 300 THEN max(replies) ELSE sum(replies) END
FROM reply_hourly GROUP BY hour, host_id, mta, direction, code, domain_id;
DROP TABLE reply_hourly;
ALTER TABLE reply_hourly_anew RENAME TO reply_hourly;

CREATE TABLE flow_hourly_anew (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    mta        TEXT NOT NULL,
    process    TEXT NOT NULL,
    direction  TEXT NOT NULL,               -- '': of none, or not known
    records    INTEGER NOT NULL,
    messages   INTEGER NOT NULL,
    submitted  INTEGER NOT NULL,            -- of the messages
    bytes      INTEGER NOT NULL,
    deliveries INTEGER NOT NULL,
    bounced    INTEGER NOT NULL,
    put_off    INTEGER NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, mta, process, direction)
) STRICT, WITHOUT ROWID;
INSERT INTO flow_hourly_anew
SELECT hour, host_id, mta, process, direction, max(records), max(messages), max(submitted),
       max(bytes), max(deliveries), max(bounced), max(put_off), max(settled)
FROM flow_hourly GROUP BY hour, host_id, mta, process, direction;
DROP TABLE flow_hourly;
ALTER TABLE flow_hourly_anew RENAME TO flow_hourly;

CREATE TABLE delivery_hourly_anew (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    domain_id  INTEGER NOT NULL REFERENCES domain,
    deliveries INTEGER NOT NULL,
    bounced    INTEGER NOT NULL,
    put_off    INTEGER NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id)
) STRICT, WITHOUT ROWID;
INSERT INTO delivery_hourly_anew
SELECT hour, host_id, domain_id, max(deliveries), max(bounced), max(put_off), max(settled)
FROM delivery_hourly GROUP BY hour, host_id, domain_id;
DROP TABLE delivery_hourly;
ALTER TABLE delivery_hourly_anew RENAME TO delivery_hourly;

CREATE TABLE login_hourly_anew (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    sasl_id    INTEGER NOT NULL REFERENCES sasl_user,
    peer_id    INTEGER NOT NULL REFERENCES peer,
    messages   INTEGER NOT NULL,
    first_time INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, sasl_id, peer_id)
) STRICT, WITHOUT ROWID;
INSERT INTO login_hourly_anew
SELECT hour, host_id, sasl_id, peer_id, max(messages), min(first_time)
FROM login_hourly GROUP BY hour, host_id, sasl_id, peer_id;
DROP TABLE login_hourly;
ALTER TABLE login_hourly_anew RENAME TO login_hourly;
PRAGMA legacy_alter_table = OFF;
