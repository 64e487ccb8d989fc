-- What `smtplog export --table T` writes is inserted into loaded_T.  The columns are those of the
-- export, in its order.  A row that comes again replaces the one before it: the highest version
-- counts.  Loading twice adds nothing.  Read through the views of 02_views.sql, which leave out
-- what was replaced.
CREATE DATABASE IF NOT EXISTS smtplog;

-- Kept in order of time.  The cause cannot be part of the order: it may be judged anew, and a row
-- is only replaced by one with an equal key.  What is ordered by cause is loaded_failures_hourly.
CREATE TABLE IF NOT EXISTS smtplog.loaded_events
(
    ts UInt32,                          -- Unix seconds, UTC
    time String,                        -- ISO 8601, UTC
    host Nullable(String),              -- the logging host
    mta Nullable(String),               -- postfix, exim, or a plug-in's name
    process Nullable(String),           -- smtpd, smtp, postscreen, ...; exim
    direction Nullable(String),         -- inbound, outbound, local
    phase Nullable(String),             -- the SMTP phase that the reply answers
    code Nullable(UInt16),              -- last reply code that crossed the wire
    code_source Nullable(String),       -- logged, implied
    class Nullable(String),             -- 3xx, 4xx, 5xx
    enhanced Nullable(String),          -- RFC 3463
    origin Nullable(String),            -- remote, local: who said no
    tag Nullable(String),               -- a provider's own sub-code
    after_code Nullable(UInt16),        -- 334 or 354 that the dialogue had reached
    challenge Nullable(String),         -- decoded 334 challenge
    disposition Nullable(String),       -- rejected, deferred, bounced, ...
    final UInt8,                        -- 0: no failure of its own
    echo UInt8,                         -- 1: the reply was given to another delivery
    queue_id Nullable(String),          -- NULL for NOQUEUE
    message_id Nullable(String),        -- Message-ID
    sender Nullable(String),            -- envelope sender; '' is <>
    sender_domain Nullable(String),     -- lower case
    recipient Nullable(String),         -- envelope recipient
    recipient_domain Nullable(String),  -- lower case
    peer_name Nullable(String),         -- the other side of the dialogue
    peer_ip Nullable(String),           -- its address
    peer_port Nullable(UInt16),         -- its port
    client_name Nullable(String),       -- who submitted the message
    client_ip Nullable(String),         -- its address
    sasl_user Nullable(String),         -- as whom
    helo Nullable(String),              -- what it said in EHLO or HELO
    text Nullable(String),              -- as logged, without the code
    reason Nullable(String),            -- text with its variable parts masked
    cause Nullable(String),             -- key into causes
    provider Nullable(String),          -- whose server or policy speaks
    source Nullable(String),            -- file, as it was called when the row was sent
    line_no Nullable(UInt32),           -- 1-based
    log UInt64,                         -- hash of the log's first line
    ordinal UInt32,                     -- which event of the line, from 0 on
    event_key UInt64,                   -- of host, log, line, ordinal and words
    version UInt64,                     -- the highest counts
    correction UInt8                    -- 1: sent before; 2: and counted by something else now
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(toDateTime(ts))
ORDER BY (ts, ifNull(host, ''), event_key);

-- Replies by hour, 2xx included: the denominators.
CREATE TABLE IF NOT EXISTS smtplog.loaded_traffic
(
    hour UInt32,                        -- its first second, Unix seconds UTC
    host Nullable(String),
    mta Nullable(String),
    direction Nullable(String),
    class Nullable(String),
    code UInt16,
    domain Nullable(String),
    replies UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(toDateTime(hour))
ORDER BY (hour, ifNull(host, ''), ifNull(mta, ''), ifNull(direction, ''), code,
          ifNull(domain, ''));

-- What mail does besides replies, by hour.
CREATE TABLE IF NOT EXISTS smtplog.loaded_flow
(
    hour UInt32,
    host Nullable(String),
    mta Nullable(String),
    process Nullable(String),
    direction Nullable(String),
    records UInt64,
    messages UInt64,
    submitted UInt64,
    bytes UInt64,
    deliveries UInt64,
    bounced UInt64,
    put_off UInt64,
    settled UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(toDateTime(hour))
ORDER BY (hour, ifNull(host, ''), ifNull(mta, ''), ifNull(process, ''), ifNull(direction, ''));

-- Deliveries by the recipient's domain and by hour.
CREATE TABLE IF NOT EXISTS smtplog.loaded_deliveries
(
    hour UInt32,
    host Nullable(String),
    domain Nullable(String),
    provider Nullable(String),
    deliveries UInt64,
    bounced UInt64,
    put_off UInt64,
    settled UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(toDateTime(hour))
ORDER BY (hour, ifNull(host, ''), ifNull(domain, ''), ifNull(provider, ''));

-- Messages that users submitted after a login, by hour and client.
CREATE TABLE IF NOT EXISTS smtplog.loaded_logins
(
    hour UInt32,
    host Nullable(String),
    sasl_user Nullable(String),
    client_name Nullable(String),
    client_ip Nullable(String),
    messages UInt64,
    first_time UInt32,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(toDateTime(hour))
ORDER BY (hour, ifNull(host, ''), ifNull(sasl_user, ''), ifNull(client_ip, ''),
          ifNull(client_name, ''));

-- Recipients that had a failure for the time being and were delivered to at last.
CREATE TABLE IF NOT EXISTS smtplog.loaded_fates
(
    host Nullable(String),
    queue_id Nullable(String),
    message_id Nullable(String),
    recipient Nullable(String),
    first_failed UInt32,
    delivered UInt32,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(toDateTime(delivered))
ORDER BY (delivered, ifNull(host, ''), ifNull(queue_id, ''), ifNull(recipient, ''));

-- The logs that were read, and how far.
CREATE TABLE IF NOT EXISTS smtplog.loaded_sources
(
    source String,
    format Nullable(String),
    host Nullable(String),
    lines UInt64,
    first_time Nullable(UInt32),
    last_time Nullable(UInt32),
    complete UInt8,
    recognised UInt64,
    events UInt64,
    duplicates UInt64,
    strange UInt64,
    other UInt64,
    unframed UInt64,
    unknown UInt64,
    wrapping Nullable(String),
    bytes UInt64,
    channel Nullable(String),
    log UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (ifNull(host, ''), log);

-- Lines that were not understood, by source and shape.
CREATE TABLE IF NOT EXISTS smtplog.loaded_strange_lines
(
    source String,
    host Nullable(String),
    shape Nullable(String),
    lines UInt64,
    sample String,
    line_no UInt32,
    kind UInt8,
    first_time UInt32,
    last_time UInt32,
    log UInt64,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (ifNull(host, ''), log, ifNull(shape, ''));

-- Where the clock of a logging host went back in a log.
CREATE TABLE IF NOT EXISTS smtplog.loaded_clock_jumps
(
    source String,
    line_no UInt32,
    host Nullable(String),
    time_before UInt32,
    time_after UInt32,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (ifNull(host, ''), source, line_no);

-- What the causes mean and who must act.
CREATE TABLE IF NOT EXISTS smtplog.loaded_causes
(
    cause String,
    lang String,
    title Nullable(String),
    description Nullable(String),
    who_acts Nullable(String),
    how_to_fix Nullable(String),
    source Nullable(String),
    how_to_fix_4xx Nullable(String),
    how_to_fix_5xx Nullable(String),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (cause, lang);

-- What the basic reply codes mean.
CREATE TABLE IF NOT EXISTS smtplog.loaded_reply_codes
(
    code String,
    lang String,
    class Nullable(String),
    title Nullable(String),
    description Nullable(String),
    when_seen Nullable(String),
    how_to_fix Nullable(String),
    source Nullable(String),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (code, lang);

-- What the enhanced status codes mean (RFC 3463).
CREATE TABLE IF NOT EXISTS smtplog.loaded_enhanced_codes
(
    code String,
    lang String,
    class Nullable(String),
    title Nullable(String),
    description Nullable(String),
    when_seen Nullable(String),
    how_to_fix Nullable(String),
    source Nullable(String),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (code, lang);

-- Whose servers and policies speak.
CREATE TABLE IF NOT EXISTS smtplog.loaded_providers
(
    provider String,
    lang String,
    title Nullable(String),
    description Nullable(String),
    how_to_fix Nullable(String),
    source Nullable(String),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (provider, lang);

-- How causes and providers are told from a reply.
CREATE TABLE IF NOT EXISTS smtplog.loaded_rules
(
    rule String,
    cause Nullable(String),
    provider Nullable(String),
    pattern Nullable(String),
    source Nullable(String),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY rule;
