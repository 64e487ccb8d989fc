-- ?1 day  ?2 kind  ?3 reason  ?4 who  ?5 n
INSERT INTO leader_daily (day, kind, reason_id, who, n) VALUES (?1, ?2, ?3, ?4, ?5)
