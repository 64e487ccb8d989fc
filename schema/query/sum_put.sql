-- ?1 hour  ?2 host  ?3 mta  ?4 class  ?5 replies
INSERT INTO reply_sum (hour, host_id, mta, class, replies) VALUES (?1, ?2, ?3, ?4, ?5)
