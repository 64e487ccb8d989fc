-- ?1 kind  ?2 first day  ?3 until: who was involved how often, by reason
SELECT reason_id, who, n FROM leader_daily WHERE kind = ?1 AND day >= ?2 AND day < ?3
