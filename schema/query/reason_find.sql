-- ?1 reply  ?2 template  ?3 cause  ?4 provider
SELECT reason_id FROM reason
WHERE template = ?2 AND reply_id = ?1 AND cause = ?3 AND provider = ?4
ORDER BY reason_id LIMIT 1
