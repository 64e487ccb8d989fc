-- Sums the corrected hours anew and forgets that they were: after a `reclassify` has changed many
-- hours, or by a timer when counts get slow.  A count is a set of keys, so a row cannot be taken
-- out of it: the months concerned are summed anew as a whole.  For each month that
--     SELECT DISTINCT toYYYYMM(toDateTime(hour)) FROM smtplog.corrected_hours
-- names, while nothing is loaded (202611 stands for it here):
ALTER TABLE smtplog.loaded_failures_hourly DROP PARTITION 202611;
INSERT INTO smtplog.loaded_failures_hourly
    (hour, cause_, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
     disposition_, final_, echo_, provider_, reason_, keys, first, last)
SELECT
    toUInt32(intDiv(ts, 3600) * 3600) AS hour, ifNull(cause, '') AS cause_,
    ifNull(host, '') AS host_, ifNull(mta, '') AS mta_, ifNull(process, '') AS process_,
    ifNull(direction, '') AS direction_, ifNull(phase, '') AS phase_, ifNull(code, 0) AS code_,
    ifNull(class, '') AS class_, ifNull(enhanced, '') AS enhanced_,
    ifNull(disposition, '') AS disposition_, final AS final_, echo AS echo_,
    ifNull(provider, '') AS provider_, ifNull(reason, '') AS reason_,
    uniqExactState(event_key) AS keys, minState(ts) AS first, maxState(ts) AS last
FROM smtplog.loaded_events FINAL
WHERE toYYYYMM(toDateTime(ts)) = 202611
GROUP BY hour, cause_, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
         disposition_, final_, echo_, provider_, reason_;
-- Then all months together:
DROP TABLE smtplog.corrected_hours;
CREATE TABLE smtplog.corrected_hours (hour UInt32, version UInt64)
ENGINE = ReplacingMergeTree(version) ORDER BY hour;
