-- Hashes of the keys of `pending`, so that a run need not read three million of them to know that
-- a line's message is none of these.  Filled by the first run that asks.
CREATE TABLE pending_hash (
    run  INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;
