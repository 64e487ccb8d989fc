-- Senders that this server asked to come back later, and whether they did: what tells a greylist that
-- keeps robots out from one that keeps mail out.
CREATE TABLE greylist (
    sender_id  INTEGER NOT NULL REFERENCES address,
    first_time INTEGER NOT NULL,            -- of its refusals
    peer_id    INTEGER NOT NULL REFERENCES peer,    -- the client at first
    host_id    INTEGER NOT NULL REFERENCES host,
    last_time  INTEGER NOT NULL,
    tries      INTEGER NOT NULL,            -- refusals
    accepted   INTEGER,                     -- time when a message of that sender was taken; NULL: none was
    PRIMARY KEY (sender_id, first_time, peer_id)
) STRICT, WITHOUT ROWID;

-- The same summed by the sender's domain, of nobody and for ever.
CREATE TABLE greylist_hourly (
    hour      INTEGER NOT NULL,             -- of the first refusal, its first second
    host_id   INTEGER NOT NULL REFERENCES host,
    domain_id INTEGER NOT NULL,             -- the sender's; 0: the null sender
    seconds   INTEGER NOT NULL,             -- from the first refusal until a message was taken; -1: none was
    senders   INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, seconds)
) STRICT, WITHOUT ROWID;
CREATE INDEX greylist_waiting ON greylist (last_time) WHERE accepted IS NULL;
