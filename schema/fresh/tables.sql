-- The tables as all steps of ../migrate/ leave them: what a new database begins with.  SQLite
-- reads its whole schema again at each renaming of the steps: more than reading a short log costs.
-- The test store_schema compares the two.
--
-- Facts are narrow rows of ids, texts stand once in dimension tables.  '' in a dimension's column
-- means "not known" where the column is NOT NULL; the views turn it into NULL.
-- Times are Unix seconds, UTC, unless the column's name says otherwise.

PRAGMA application_id = 0x534D5450;         -- "SMTP": file(1) and store_open() know the file by it

-- Small values by name: versions, the key of --anonymize, how far was pruned.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A logging host, from the line or --host.
CREATE TABLE host (
    host_id INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE
) STRICT;

-- A family of logs in which a record stands once: "mainlog", "rejectlog", "mail.log".
CREATE TABLE channel (
    channel_id INTEGER PRIMARY KEY,         -- 0..62: a bit of event.also_in
    name       TEXT NOT NULL UNIQUE
) STRICT;

-- A mail domain, lower-cased.
CREATE TABLE domain (
    domain_id INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE
) STRICT;

-- An envelope address without angle brackets; '' is the null sender.
CREATE TABLE address (
    address_id INTEGER PRIMARY KEY,
    address    TEXT NOT NULL UNIQUE,
    domain_id  INTEGER REFERENCES domain    -- NULL: it has none
) STRICT;

-- The other side of a dialogue, or who submitted a message.
CREATE TABLE peer (
    peer_id INTEGER PRIMARY KEY,
    ip      TEXT NOT NULL,                  -- '' not known
    name    TEXT NOT NULL,                  -- '' not known
    net     TEXT NOT NULL,                  -- its /24 (IPv4) or /64 (IPv6); '' without an address
    UNIQUE (ip, name)
) STRICT;

CREATE TABLE sasl_user (
    sasl_id INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE
) STRICT;

-- What a client said in EHLO or HELO.
CREATE TABLE helo (
    helo_id INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE
) STRICT;

-- A verdict with its words, variable parts masked: what repeats.  Cause and provider may change
-- when the rules do (reclassify), so they are no unique key: two rows may come to say the same.
CREATE TABLE reason (
    reason_id  INTEGER PRIMARY KEY,
    reply_id   INTEGER NOT NULL REFERENCES reply,
    template   TEXT NOT NULL,               -- '' no text
    cause      TEXT NOT NULL,               -- '' not known
    provider   TEXT NOT NULL,               -- '' not known
    sample     TEXT,                        -- the first text; NULL: equal to the template
    peer_id    INTEGER REFERENCES peer      -- and whose it was
) STRICT;

CREATE INDEX reason_by_words ON reason (template, reply_id, cause, provider);

-- Reply texts that differ from their template.  No index, for most are met once (they carry queue
-- ids): a text that comes back after long is kept again.
CREATE TABLE text (
    text_id INTEGER PRIMARY KEY,
    body    TEXT NOT NULL,
    names   INTEGER NOT NULL DEFAULT 0      -- of the event that are taken out of it, as bits
                                            -- (src/store/write/text.h)
) STRICT;

-- A stream of bytes that was read, known by its head, and how far.
CREATE TABLE source (
    source_id  INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL REFERENCES channel,
    name       TEXT NOT NULL,               -- path as last seen
    format     TEXT,                        -- NULL: not known yet
    host       TEXT,                        -- what its lines without a host are given to
    head_len   INTEGER NOT NULL,            -- bytes, uncompressed, at most 4096
    head_hash  INTEGER NOT NULL,            -- XXH64 of them, as a signed number
    tail_len   INTEGER NOT NULL,            -- bytes before `offset`, at most 1024
    tail_hash  INTEGER NOT NULL,
    offset     INTEGER NOT NULL,            -- uncompressed bytes read
    line_no    INTEGER NOT NULL,            -- lines before offset
    size       INTEGER NOT NULL,            -- of the file when last read to its end; 0: not yet
    mtime_ns   INTEGER NOT NULL,            -- and its modification time, Unix nanoseconds
    framer     BLOB,                        -- state of the framer at offset
    lines      INTEGER NOT NULL,            -- read
    recognised INTEGER NOT NULL,            -- of these: in a known form
    events     INTEGER NOT NULL,            -- stored
    duplicates INTEGER NOT NULL,            -- matched with a copy in another channel
    strange    INTEGER NOT NULL,            -- words of failure in no known form
    other      INTEGER NOT NULL,            -- of other programs
    unframed   INTEGER NOT NULL,            -- without a time stamp
    first_time INTEGER,
    last_time  INTEGER,
    complete   INTEGER NOT NULL CHECK (complete IN (0, 1)),
    wrapping   TEXT,                        -- "plain", "compose+json"; NULL: not known yet
    unknown    INTEGER NOT NULL DEFAULT 0,  -- a mail server's lines in no known form,
                                            -- without words of failure
    blocks     BLOB,                        -- hashes of its blocks (src/input/blocks.h);
                                            -- NULL: from before they were kept
    first_line INTEGER,                     -- hash of it: what its events are known by in exports
    device     INTEGER,                     -- of the file when last read to its end; NULL: not known,
    inode      INTEGER                      -- or read on another machine
) STRICT;

CREATE INDEX source_by_head ON source (head_len, head_hash);

-- A message that had a failure.  Queue ids are used again after some time: a row is one life.
CREATE TABLE message (
    message_no INTEGER PRIMARY KEY,
    host_id    INTEGER NOT NULL REFERENCES host,
    queue_id   TEXT NOT NULL,
    first_time INTEGER NOT NULL,            -- of its failures
    last_time  INTEGER NOT NULL,
    message_id TEXT,                        -- Message-ID; NULL: not known
    sender_id  INTEGER REFERENCES address,
    client_id  INTEGER REFERENCES peer,     -- who submitted it
    sasl_id    INTEGER REFERENCES sasl_user,
    helo_id    INTEGER REFERENCES helo,
    size       INTEGER                      -- bytes; NULL: not known
) STRICT;

CREATE INDEX message_by_queue_id ON message (queue_id, host_id);

-- One failure or intermediate reply.  Kept in order of time, which is the order of all questions;
-- sender, client, SASL user and HELO are NULL where the message's row says the same.
CREATE TABLE event (
    ts           INTEGER NOT NULL,
    seq          INTEGER NOT NULL,          -- within the second, 0..1048575
    micros       INTEGER NOT NULL,          -- fraction of the second
    digits       INTEGER NOT NULL,          -- digits of it that the log had
    host_id      INTEGER NOT NULL REFERENCES host,
    reason_id    INTEGER NOT NULL REFERENCES reason,
    text_id      INTEGER REFERENCES text,   -- NULL: the text is the reason's template
    message_no   INTEGER REFERENCES message DEFERRABLE INITIALLY DEFERRED,
    sender_id    INTEGER REFERENCES address,
    recipient_id INTEGER REFERENCES address,
    peer_id      INTEGER REFERENCES peer,
    peer_port    INTEGER,
    client_id    INTEGER REFERENCES peer,
    sasl_id      INTEGER REFERENCES sasl_user,
    helo_id      INTEGER REFERENCES helo,
    source_id    INTEGER NOT NULL REFERENCES source,
    line_no      INTEGER NOT NULL,
    channel_id   INTEGER NOT NULL REFERENCES channel,
    also_in      INTEGER NOT NULL,          -- bits of the other channels where a copy stood
    identity     INTEGER NOT NULL,          -- XXH64 of the record's words and time, its lower six
                                            -- bytes with their sign; of older versions all eight
    PRIMARY KEY (ts, seq)
) STRICT, WITHOUT ROWID;

-- A recipient that had a failure for the time being and was delivered to at last.
CREATE TABLE fate (
    message_no   INTEGER NOT NULL REFERENCES message DEFERRABLE INITIALLY DEFERRED,
    recipient_id INTEGER NOT NULL REFERENCES address,
    delivered    INTEGER NOT NULL,          -- time
    PRIMARY KEY (message_no, recipient_id)
) STRICT, WITHOUT ROWID;

-- Lines with words of failure in no known form, by source and shape.
CREATE TABLE strange (
    strange_id INTEGER PRIMARY KEY,
    source_id  INTEGER NOT NULL REFERENCES source,
    shape      TEXT NOT NULL,               -- variable parts masked; '': all further shapes
    sample     TEXT NOT NULL,               -- the last such line
    line_no    INTEGER NOT NULL,            -- of the sample
    n          INTEGER NOT NULL,
    first_time INTEGER NOT NULL,
    last_time  INTEGER NOT NULL,
    kind       INTEGER NOT NULL DEFAULT 0,  -- enum strange_kind
    UNIQUE (source_id, shape)
) STRICT;

-- Open messages and dialogues of the correlator, from run to run.  Opaque.
CREATE TABLE pending (
    key     BLOB NOT NULL PRIMARY KEY,
    touched INTEGER NOT NULL,
    value   BLOB NOT NULL
) STRICT;

CREATE TABLE reply_code (
    code        TEXT NOT NULL,              -- "550", or "5xx" for a class
    lang        TEXT NOT NULL,
    class       TEXT,
    title       TEXT,
    description TEXT,
    when_seen   TEXT,
    how_to_fix  TEXT,
    source      TEXT,                       -- the defining document
    PRIMARY KEY (code, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE enhanced_code (
    code        TEXT NOT NULL,              -- "5.1.1"; "X.1.1" serves 2, 4 and 5
    lang        TEXT NOT NULL,
    class       TEXT,
    title       TEXT,
    description TEXT,
    when_seen   TEXT,
    how_to_fix  TEXT,
    source      TEXT,
    PRIMARY KEY (code, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE cause (
    cause       TEXT NOT NULL,
    lang        TEXT NOT NULL,
    title       TEXT,
    description TEXT,
    who_acts    TEXT,
    how_to_fix  TEXT,
    source      TEXT,
    how_to_fix_4xx TEXT,                    -- where it differs after a 4xx
    how_to_fix_5xx TEXT,
    PRIMARY KEY (cause, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE provider (
    provider    TEXT NOT NULL,
    lang        TEXT NOT NULL,
    title       TEXT,
    description TEXT,
    how_to_fix  TEXT,
    source      TEXT,
    PRIMARY KEY (provider, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    rule     TEXT NOT NULL PRIMARY KEY,
    cause    TEXT,
    provider TEXT,
    pattern  TEXT,
    source   TEXT
) STRICT, WITHOUT ROWID;

-- Where the clock of a logging host went back: what it logged then stands twice at one time, or
-- late.
CREATE TABLE clock_jump (
    source_id INTEGER NOT NULL REFERENCES source,
    line_no   INTEGER NOT NULL,             -- the first line with the new time
    host_id   INTEGER NOT NULL REFERENCES host,
    before    INTEGER NOT NULL,             -- time of the line before
    after     INTEGER NOT NULL,             -- time of the first line after
    PRIMARY KEY (source_id, line_no)
) STRICT, WITHOUT ROWID;

-- Hours that are over, packed for reports (src/store/pack.h): derived from the events and made
-- anew whenever one of the hour's events, or what is known of its message, changes.
CREATE TABLE event_pack (
    hour INTEGER PRIMARY KEY,               -- its first second
    body BLOB NOT NULL                      -- all events of the hour
) STRICT;

-- Replies of the hours that are over by class, derived from reply_hourly and counted as the view
-- traffic does; a host whose failures had no reply has a row of class 0.
CREATE TABLE reply_sum (
    hour    INTEGER NOT NULL,               -- its first second
    host_id INTEGER NOT NULL,
    mta     TEXT NOT NULL,
    class   INTEGER NOT NULL,               -- first digit
    replies INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, mta, class)
) STRICT, WITHOUT ROWID;

-- What happened, without who and when: a few hundred rows.  Words as in the view `events`.
CREATE TABLE reply (
    reply_id     INTEGER PRIMARY KEY,
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

-- Every record that said something and was counted, six bytes each in the order of its log, by
-- hour: what tells whether the records of another log are copies of them (src/store/twins.h).
CREATE TABLE trail (
    hour      INTEGER NOT NULL,             -- its first second
    source_id INTEGER NOT NULL REFERENCES source,
    part      INTEGER NOT NULL,             -- 0..
    host_id   INTEGER NOT NULL REFERENCES host,     -- '': any
    cursors   INTEGER NOT NULL CHECK (cursors IN (0, 1)),   -- 1: ten bytes, the last four of a
                                            -- journal's cursor
    body      BLOB NOT NULL,
    PRIMARY KEY (hour, source_id, part)
) STRICT, WITHOUT ROWID;

-- Logs that were found to hold the same records.
CREATE TABLE twin (
    source_id INTEGER NOT NULL REFERENCES source,   -- the one read later
    of_id     INTEGER NOT NULL REFERENCES source,
    PRIMARY KEY (source_id, of_id)
) STRICT, WITHOUT ROWID;

-- Replies that crossed the wire, 2xx included, by hour.  Not derivable: 2xx are not kept singly.
CREATE TABLE reply_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    mta        TEXT NOT NULL,
    direction  TEXT NOT NULL,
    code       INTEGER NOT NULL,
    domain_id  INTEGER NOT NULL,            -- 0: not known
    replies    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, mta, direction, code, domain_id)
) STRICT, WITHOUT ROWID;

-- What mail does besides replies, by hour: what servers said at all, messages taken, recipients
-- delivered to (src/event/flow.h).  Not derivable.  Logs read before 0004 tell none of it.
CREATE TABLE flow_hourly (
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

-- Messages that users submitted after a login, by hour and client.
CREATE TABLE login_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    sasl_id    INTEGER NOT NULL REFERENCES sasl_user,
    peer_id    INTEGER NOT NULL REFERENCES peer,
    messages   INTEGER NOT NULL,
    first_time INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, sasl_id, peer_id)
) STRICT, WITHOUT ROWID;

-- The same of deliveries by the recipient's domain.
CREATE TABLE delivery_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    domain_id  INTEGER NOT NULL REFERENCES domain,
    provider   TEXT NOT NULL,               -- of the server, by its name when the log was read;
                                            -- '': not known, or none answered
    deliveries INTEGER NOT NULL,
    bounced    INTEGER NOT NULL,
    put_off    INTEGER NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, provider)
) STRICT, WITHOUT ROWID;

-- Recipients that were put off and delivered to at last, by how long after the message's first
-- failure.  The same as `fate` tells, but for ever and of nobody: `prune` leaves it.
CREATE TABLE delay_hourly (
    hour       INTEGER NOT NULL,            -- of the delivery, its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    domain_id  INTEGER NOT NULL REFERENCES domain,
    provider   TEXT NOT NULL,               -- as above
    seconds    INTEGER NOT NULL,
    recipients INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, provider, seconds)
) STRICT, WITHOUT ROWID;

CREATE TABLE export_hour (
    hour  INTEGER NOT NULL,                 -- its first second
    kind  TEXT NOT NULL,                    -- the table: events, traffic, ...
    run   INTEGER NOT NULL,                 -- version that its rows went out with
    stale INTEGER NOT NULL CHECK (stale IN (0, 1)),     -- 1: the hour changed since
    body  BLOB NOT NULL,                    -- of events: what was sent (src/export/sent.h)
    PRIMARY KEY (hour, kind)
) STRICT, WITHOUT ROWID;

-- Senders that this server asked to come back later, and whether they did: what tells a greylist
-- that keeps robots out from one that keeps mail out.
CREATE TABLE greylist (
    sender_id  INTEGER NOT NULL REFERENCES address,
    first_time INTEGER NOT NULL,            -- of its refusals
    peer_id    INTEGER NOT NULL REFERENCES peer,    -- the client at first
    host_id    INTEGER NOT NULL REFERENCES host,
    last_time  INTEGER NOT NULL,
    tries      INTEGER NOT NULL,            -- refusals
    accepted   INTEGER,                     -- time when a message of that sender was taken;
                                            -- NULL: none was
    PRIMARY KEY (sender_id, first_time, peer_id)
) STRICT, WITHOUT ROWID;

-- The same summed by the sender's domain, of nobody and for ever.
CREATE TABLE greylist_hourly (
    hour      INTEGER NOT NULL,             -- of the first refusal, its first second
    host_id   INTEGER NOT NULL REFERENCES host,
    domain_id INTEGER NOT NULL,             -- the sender's; 0: the null sender
    seconds   INTEGER NOT NULL,             -- from the first refusal until a message was
                                            -- taken; -1: none was
    senders   INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, seconds)
) STRICT, WITHOUT ROWID;

CREATE INDEX greylist_waiting ON greylist (last_time) WHERE accepted IS NULL;

CREATE INDEX message_by_message_id ON message (message_id) WHERE message_id IS NOT NULL;

-- A name in a role, and when: a burst of its events, none more than a minute after the one before.
-- Ids are some twenty bytes a row where an index of texts would be twice that, and rows of an hour
-- are written once and in order, where an index over all hours would touch a page for each.
CREATE TABLE event_party (
    slot      INTEGER NOT NULL,             -- number of the hour (its first second / 3600)
                                            -- * 8 + role: 0 recipient, 1 sender, 2 peer,
                                            -- 3 client that is not the peer, 4 SASL user
    domain_id INTEGER NOT NULL,             -- of an address; 0: none.  Addresses of a domain
                                            -- lie together
    name_id   INTEGER NOT NULL,             -- in address, peer or sasl_user
    first     INTEGER NOT NULL,             -- second of the hour
    span      INTEGER NOT NULL,             -- seconds from there to the burst's last event
    PRIMARY KEY (slot, domain_id, name_id, first)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_pack_gone AFTER DELETE ON event_pack BEGIN
    DELETE FROM event_party WHERE slot >= old.hour / 3600 * 8 AND slot < old.hour / 3600 * 8 + 8;
END;

-- Which keys lie in `pending`, as hashes of four bytes (src/base/hashes.h): what most lines name is
-- no open message, and that is told without reading millions of keys.  Rows below 0 have those of
-- all keys that lay there once, in order; the others what came since.  Those of keys that are gone
-- stay until there are many.
CREATE TABLE pending_hash (
    run  INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;
