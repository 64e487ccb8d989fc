-- The contract's views: the same names and columns as in the database of one machine
-- (docs/schema.md).  An event's id is its key here, the same on every machine.
CREATE VIEW IF NOT EXISTS smtplog.events AS SELECT
    event_key AS event_id, ts, time, host, mta, process, direction, phase, code, code_source,
    class, enhanced, origin, tag, after_code, challenge, disposition, final, echo, queue_id,
    message_id, sender, sender_domain, recipient, recipient_domain, peer_name, peer_ip,
    peer_port, client_name, client_ip, sasl_user, helo, text, reason, cause, provider, source,
    line_no
FROM smtplog.loaded_events FINAL;

-- The events that are failures of their own.
CREATE VIEW IF NOT EXISTS smtplog.failures AS SELECT
    event_key AS event_id, ts, time, host, mta, process, direction, phase, code, code_source,
    class, enhanced, origin, tag, after_code, challenge, disposition, final, echo, queue_id,
    message_id, sender, sender_domain, recipient, recipient_domain, peer_name, peer_ip,
    peer_port, client_name, client_ip, sasl_user, helo, text, reason, cause, provider, source,
    line_no
FROM smtplog.loaded_events FINAL WHERE final = 1;

-- Replies by hour, 2xx included: the denominators.
CREATE VIEW IF NOT EXISTS smtplog.traffic AS SELECT
    hour, host, mta, direction, class, code, domain, replies
FROM smtplog.loaded_traffic FINAL;

-- What mail does besides replies, by hour.
CREATE VIEW IF NOT EXISTS smtplog.flow AS SELECT
    hour, host, mta, process, direction, records, messages, submitted, bytes, deliveries,
    bounced, put_off, settled
FROM smtplog.loaded_flow FINAL;

-- Deliveries by the recipient's domain and by hour.
CREATE VIEW IF NOT EXISTS smtplog.deliveries AS SELECT
    hour, host, domain, provider, deliveries, bounced, put_off, settled
FROM smtplog.loaded_deliveries FINAL;

-- Messages that users submitted after a login, by hour and client.
CREATE VIEW IF NOT EXISTS smtplog.logins AS SELECT
    hour, host, sasl_user, client_name, client_ip, messages, first_time
FROM smtplog.loaded_logins FINAL;

-- Recipients that had a failure for the time being and were delivered to at last.
CREATE VIEW IF NOT EXISTS smtplog.fates AS SELECT
    host, queue_id, message_id, recipient, first_failed, delivered
FROM smtplog.loaded_fates FINAL;

-- The logs that were read, and how far.
CREATE VIEW IF NOT EXISTS smtplog.sources AS SELECT
    source, format, host, lines, first_time, last_time, complete, recognised, events,
    duplicates, strange, other, unframed, unknown, wrapping, bytes, channel
FROM smtplog.loaded_sources FINAL;

-- Lines that were not understood, by source and shape.
CREATE VIEW IF NOT EXISTS smtplog.strange_lines AS SELECT
    source, host, shape, lines, sample, line_no, kind, first_time, last_time
FROM smtplog.loaded_strange_lines FINAL;

-- Where the clock of a logging host went back in a log.
CREATE VIEW IF NOT EXISTS smtplog.clock_jumps AS SELECT
    source, line_no, host, time_before, time_after
FROM smtplog.loaded_clock_jumps FINAL;

-- What the causes mean and who must act.
CREATE VIEW IF NOT EXISTS smtplog.causes AS SELECT
    cause, lang, title, description, who_acts, how_to_fix, source, how_to_fix_4xx,
    how_to_fix_5xx
FROM smtplog.loaded_causes FINAL;

-- What the basic reply codes mean.
CREATE VIEW IF NOT EXISTS smtplog.reply_codes AS SELECT
    code, lang, class, title, description, when_seen, how_to_fix, source
FROM smtplog.loaded_reply_codes FINAL;

-- What the enhanced status codes mean (RFC 3463).
CREATE VIEW IF NOT EXISTS smtplog.enhanced_codes AS SELECT
    code, lang, class, title, description, when_seen, how_to_fix, source
FROM smtplog.loaded_enhanced_codes FINAL;

-- Whose servers and policies speak.
CREATE VIEW IF NOT EXISTS smtplog.providers AS SELECT
    provider, lang, title, description, how_to_fix, source
FROM smtplog.loaded_providers FINAL;

-- How causes and providers are told from a reply.
CREATE VIEW IF NOT EXISTS smtplog.rules AS SELECT
    rule, cause, provider, pattern, source
FROM smtplog.loaded_rules FINAL;

-- Messages that had a failure, by host and queue id; the lives of an id that was used again are one
-- row here, and sizes are not known.
CREATE VIEW IF NOT EXISTS smtplog.messages AS SELECT
    host, queue_id, any(message_id) AS message_id, min(ts) AS first_time, max(ts) AS last_time,
    any(sender) AS sender, any(sender_domain) AS sender_domain, any(client_name) AS client_name,
    any(client_ip) AS client_ip, any(sasl_user) AS sasl_user, any(helo) AS helo
FROM smtplog.events WHERE queue_id IS NOT NULL GROUP BY host, queue_id;
