-- ?1 reply  ?2 template  ?3 cause  ?4 provider  ?5 sample or NULL  ?6 its peer or NULL
INSERT INTO reason (reply_id, template, cause, provider, sample, peer_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
