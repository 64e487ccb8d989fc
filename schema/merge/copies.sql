-- What is found of the database `other` before anything is taken over.

-- Its records that stand here too, by the first six bytes of their identity.
CREATE TEMP TABLE merge_copy (
    source_id INTEGER NOT NULL,
    words     INTEGER NOT NULL,
    PRIMARY KEY (source_id, words)
) WITHOUT ROWID;
-- Hours of its hosts whose sums are left (replaces = 0) or take the place of ours.
CREATE TEMP TABLE merge_hour (
    hour     INTEGER NOT NULL,
    host_id  INTEGER NOT NULL,
    replaces INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id)
) WITHOUT ROWID;
-- What is asked of a copy: of most records no event came.
CREATE TEMP TABLE merge_words (words INTEGER PRIMARY KEY);
INSERT INTO merge_words SELECT DISTINCT identity & 0xFFFFFFFFFFFF FROM other.event;
