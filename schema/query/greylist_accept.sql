-- ?1 sender  ?2 first time  ?3 client  ?4 time: a message was taken
UPDATE greylist SET accepted = ?4 WHERE sender_id = ?1 AND first_time = ?2 AND peer_id = ?3
