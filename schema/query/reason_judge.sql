-- ?1 reason  ?2 cause  ?3 provider
UPDATE reason SET cause = ?2, provider = ?3 WHERE reason_id = ?1
