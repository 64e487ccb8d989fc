-- Who took part in the events of a packed hour, by who it was: so that somebody is found without
-- reading everybody's events.  Packs are made anew with it when `ingest` next ends.
DELETE FROM event_pack;

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

-- They are of what the pack was made of, and go with it.
CREATE TRIGGER event_pack_gone AFTER DELETE ON event_pack BEGIN
    DELETE FROM event_party WHERE slot >= old.hour / 3600 * 8 AND slot < old.hour / 3600 * 8 + 8;
END;
