-- ?1 time: samples of reasons that were not met since give way to their templates
UPDATE reason SET sample = NULL
WHERE sample IS NOT NULL AND reason_id NOT IN (SELECT reason_id FROM event WHERE ts >= ?1)
