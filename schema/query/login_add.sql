-- ?1 hour  ?2 host  ?3 SASL user  ?4 peer  ?5 messages  ?6 time of the first
INSERT INTO login_hourly (hour, host_id, sasl_id, peer_id, messages, first_time)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET messages = messages + excluded.messages,
    first_time = min(first_time, excluded.first_time)
