-- ?1 sender  ?2 first time  ?3 client  ?4 time: refused once more
UPDATE greylist SET last_time = max(last_time, ?4), tries = tries + 1
WHERE sender_id = ?1 AND first_time = ?2 AND peer_id = ?3
