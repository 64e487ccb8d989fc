-- ?1 kind  ?2 day  ?3 reasons as a JSON array: who was involved how often, by reason
SELECT reason_id, who, n FROM leader_daily
WHERE kind = ?1 AND day = ?2 AND reason_id IN (SELECT value FROM json_each(?3))
