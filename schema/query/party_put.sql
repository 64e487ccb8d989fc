-- ?1.. the columns in order
INSERT INTO event_party (slot, domain_id, name_id, first, span) VALUES (?1, ?2, ?3, ?4, ?5)
