-- ?1 sender  ?2 time  ?3 client  ?4 host
INSERT INTO greylist (sender_id, first_time, peer_id, host_id, last_time, tries)
VALUES (?1, ?2, ?3, ?4, ?2, 1)
ON CONFLICT DO UPDATE SET tries = tries + 1
