-- Whose servers took the mail, and how long what was put off needed.

-- Deliveries by the provider of the server that answered, beside the recipient's domain.  What was summed
-- before knows none.  The views name the table while it is not there, so renaming must not look at
-- them.
PRAGMA legacy_alter_table = ON;
CREATE TABLE delivery_hourly_anew (
    hour       INTEGER NOT NULL,            -- its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    domain_id  INTEGER NOT NULL REFERENCES domain,
    provider   TEXT NOT NULL,               -- of the server, by its name when the log was read; '': not known, or none answered
    deliveries INTEGER NOT NULL,
    bounced    INTEGER NOT NULL,
    put_off    INTEGER NOT NULL,
    settled    INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, provider)
) STRICT, WITHOUT ROWID;
INSERT INTO delivery_hourly_anew
SELECT hour, host_id, domain_id, '', deliveries, bounced, put_off, settled FROM delivery_hourly;
DROP TABLE delivery_hourly;
ALTER TABLE delivery_hourly_anew RENAME TO delivery_hourly;
PRAGMA legacy_alter_table = OFF;

-- Recipients that were put off and delivered to at last, by how long after the message's first failure. The
-- same as `fate` tells, but for ever and of nobody: `prune` leaves it.
CREATE TABLE delay_hourly (
    hour       INTEGER NOT NULL,            -- of the delivery, its first second
    host_id    INTEGER NOT NULL REFERENCES host,
    domain_id  INTEGER NOT NULL REFERENCES domain,
    provider   TEXT NOT NULL,               -- as above
    seconds    INTEGER NOT NULL,
    recipients INTEGER NOT NULL,
    PRIMARY KEY (hour, host_id, domain_id, provider, seconds)
) STRICT, WITHOUT ROWID;
-- What was read before this step is in the fates.
INSERT INTO delay_hourly
SELECT f.delivered - f.delivered % 3600, m.host_id, a.domain_id, '',
       max(0, f.delivered - m.first_time), count(*)
FROM fate AS f
JOIN message AS m ON m.message_no = f.message_no
JOIN address AS a ON a.address_id = f.recipient_id
WHERE a.domain_id IS NOT NULL
GROUP BY 1, 2, 3, 5;
