-- ?1 hour  ?2 body
INSERT INTO event_pack (hour, body) VALUES (?1, ?2)
