-- Where the clock of a logging host went back: what it logged then stands twice at one time, or late.
CREATE TABLE clock_jump (
    source_id INTEGER NOT NULL REFERENCES source,
    line_no   INTEGER NOT NULL,             -- the first line with the new time
    host_id   INTEGER NOT NULL REFERENCES host,
    before    INTEGER NOT NULL,             -- time of the line before
    after     INTEGER NOT NULL,             -- time of the first line after
    PRIMARY KEY (source_id, line_no)
) STRICT, WITHOUT ROWID;
