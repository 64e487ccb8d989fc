-- What mail does besides replies, by hour: what servers said at all, messages taken, recipients
-- delivered to (src/event/flow.h).  Not derivable.  Logs read before this step tell none of it.
CREATE TABLE flow_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    mta        TEXT NOT NULL,
    process    TEXT NOT NULL,
    direction  TEXT NOT NULL,               -- '': of none, or not known
    channel_id INTEGER NOT NULL REFERENCES channel,
    records    INTEGER NOT NULL,
    messages   INTEGER NOT NULL,
    submitted  INTEGER NOT NULL,            -- of the messages
    bytes      INTEGER NOT NULL,
    deliveries INTEGER NOT NULL,
    bounced    INTEGER NOT NULL,
    put_off    INTEGER NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, mta, process, direction, channel_id)
) STRICT, WITHOUT ROWID;

-- The same of deliveries by the recipient's domain.
CREATE TABLE delivery_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    domain_id  INTEGER NOT NULL REFERENCES domain,
    channel_id INTEGER NOT NULL REFERENCES channel,
    deliveries INTEGER NOT NULL,
    bounced    INTEGER NOT NULL,
    put_off    INTEGER NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, channel_id)
) STRICT, WITHOUT ROWID;

-- Messages that users submitted after a login, by hour and client.
CREATE TABLE login_hourly (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    sasl_id    INTEGER NOT NULL REFERENCES sasl_user,
    peer_id    INTEGER NOT NULL REFERENCES peer,
    channel_id INTEGER NOT NULL REFERENCES channel,
    messages   INTEGER NOT NULL,
    first_time INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, sasl_id, peer_id, channel_id)
) STRICT, WITHOUT ROWID;
