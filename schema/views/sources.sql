-- The logs that were read, and how far.
CREATE VIEW sources AS SELECT
    s.name AS source,                           -- path as last seen
    s.format AS format,                         -- how its lines are framed
    s.host AS host,                             -- that lines without a host were given to
    s.lines AS lines,                           -- read
    s.first_time AS first_time,                 -- of its first record, Unix seconds UTC
    s.last_time AS last_time,                   -- of the last of them
    s.complete AS complete,                     -- 1: read to its end, and it cannot grow
    s.recognised AS recognised,                 -- lines in a known form
    s.events AS events,                         -- failures and intermediate replies stored
    s.duplicates AS duplicates,                 -- records that stood in another log already
    s.strange AS strange,                       -- lines with words of failure in no known form
    s.other AS other,                           -- lines of other programs
    s.unframed AS unframed,                     -- lines without a time stamp
    s.unknown AS unknown,                       -- a mail server's lines in no known form
    s.wrapping AS wrapping,                     -- what stood around the lines: plain, compose, cri+json
    s.offset AS bytes,                          -- read, uncompressed
    c.name AS channel,                          -- family of logs
    s.source_id AS source_id                    -- stable within one database
FROM source AS s
LEFT JOIN channel AS c ON c.channel_id = s.channel_id;
