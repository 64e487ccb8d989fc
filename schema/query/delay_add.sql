-- ?1 hour  ?2 host  ?3 domain  ?4 provider  ?5 seconds: one more recipient
INSERT INTO delay_hourly (hour, host_id, domain_id, provider, seconds, recipients)
VALUES (?1, ?2, ?3, ?4, ?5, 1)
ON CONFLICT DO UPDATE SET recipients = recipients + 1
