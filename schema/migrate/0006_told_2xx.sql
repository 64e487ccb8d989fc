-- A verdict may have no class: the client was told 2xx (mail that was thrown away, "252" to VRFY).
-- What was counted as a failure keeps its class: everything counted has one.
-- The views name the table while it is not there, so renaming must not look at them.
PRAGMA legacy_alter_table = ON;
CREATE TABLE verdict_anew (
    verdict_id   INTEGER PRIMARY KEY,
    mta          TEXT NOT NULL,
    process      TEXT NOT NULL,
    direction    TEXT NOT NULL,
    phase        TEXT NOT NULL,
    code         INTEGER NOT NULL,          -- 0: none crossed the wire
    code_implied INTEGER NOT NULL,
    class        INTEGER NOT NULL CHECK (class IN (0, 3, 4, 5)),   -- 0: none
    enhanced     TEXT NOT NULL,
    origin       TEXT NOT NULL,
    tag          TEXT NOT NULL,
    after_code   INTEGER NOT NULL,          -- 0: none
    challenge    TEXT NOT NULL,
    disposition  TEXT NOT NULL,
    final        INTEGER NOT NULL CHECK (final IN (0, 1)),
    echo         INTEGER NOT NULL CHECK (echo IN (0, 1)),
    probe        INTEGER NOT NULL CHECK (probe IN (0, 1)),     -- an address probe, not user mail
    UNIQUE (mta, process, direction, phase, code, code_implied, class, enhanced, origin, tag,
            after_code, challenge, disposition, final, echo, probe)
) STRICT;
INSERT INTO verdict_anew
SELECT verdict_id, mta, process, direction, phase, code, code_implied,
       CASE WHEN final = 0 AND code < 300 AND (disposition = 'discarded' OR code BETWEEN 250 AND 259 AND disposition = 'rejected')
            THEN 0 ELSE class END,
       enhanced, origin, tag, after_code, challenge, disposition, final, echo, probe
FROM verdict;
DROP TABLE verdict;
ALTER TABLE verdict_anew RENAME TO verdict;
PRAGMA legacy_alter_table = OFF;
