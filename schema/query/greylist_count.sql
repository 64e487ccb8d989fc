-- ?1 hour  ?2 host  ?3 sender's domain  ?4 seconds, -1: not accepted  ?5 so many more
INSERT INTO greylist_hourly (hour, host_id, domain_id, seconds, senders) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET senders = senders + excluded.senders
