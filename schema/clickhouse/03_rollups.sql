-- Hourly sums, kept by materialized views as rows are loaded.  A count is a set of event keys, so
-- that what is loaded twice counts once, and rows of several loads and shards add up.
CREATE TABLE IF NOT EXISTS smtplog.loaded_failures_hourly
(
    cause_ String,                      -- '' for NULL, here and below
    hour UInt32,                        -- its first second
    host_ String,
    mta_ String,
    process_ String,
    direction_ String,
    phase_ String,
    code_ UInt16,
    class_ String,
    enhanced_ String,
    disposition_ String,
    final_ UInt8,
    echo_ UInt8,
    provider_ String,
    reason_ String,
    keys AggregateFunction(uniqExact, UInt64),
    first AggregateFunction(min, UInt32),
    last AggregateFunction(max, UInt32)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(toDateTime(hour))
ORDER BY (cause_, hour, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
          disposition_, final_, echo_, provider_, reason_);

CREATE MATERIALIZED VIEW IF NOT EXISTS smtplog.feed_failures_hourly
TO smtplog.loaded_failures_hourly AS SELECT
    toUInt32(intDiv(ts, 3600) * 3600) AS hour, ifNull(cause, '') AS cause_,
    ifNull(host, '') AS host_, ifNull(mta, '') AS mta_, ifNull(process, '') AS process_,
    ifNull(direction, '') AS direction_, ifNull(phase, '') AS phase_, ifNull(code, 0) AS code_,
    ifNull(class, '') AS class_, ifNull(enhanced, '') AS enhanced_,
    ifNull(disposition, '') AS disposition_, final AS final_, echo AS echo_,
    ifNull(provider, '') AS provider_, ifNull(reason, '') AS reason_,
    uniqExactState(event_key) AS keys, minState(ts) AS first, maxState(ts) AS last
FROM smtplog.loaded_events
GROUP BY hour, cause_, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
         disposition_, final_, echo_, provider_, reason_;

-- Hours of which an event went out again because it is counted by something else now, mostly
-- another cause: the set of the old row keeps its key, so these hours are counted from the events.
-- settle.sql sums them anew.
CREATE TABLE IF NOT EXISTS smtplog.corrected_hours (hour UInt32, version UInt64)
ENGINE = ReplacingMergeTree(version) ORDER BY hour;

CREATE MATERIALIZED VIEW IF NOT EXISTS smtplog.feed_corrected_hours
TO smtplog.corrected_hours AS SELECT
    toUInt32(intDiv(ts, 3600) * 3600) AS hour, max(version) AS version
FROM smtplog.loaded_events WHERE correction = 2 GROUP BY hour;

-- Events by hour and what happened: the fast way to counts over long periods.
CREATE VIEW IF NOT EXISTS smtplog.failures_hourly AS SELECT
    hour, nullIf(host_, '') AS host, nullIf(mta_, '') AS mta, nullIf(process_, '') AS process,
    nullIf(direction_, '') AS direction, nullIf(phase_, '') AS phase, nullIf(code_, 0) AS code,
    nullIf(class_, '') AS class, nullIf(enhanced_, '') AS enhanced,
    nullIf(disposition_, '') AS disposition, final_ AS final, echo_ AS echo,
    nullIf(cause_, '') AS cause, nullIf(provider_, '') AS provider,
    nullIf(reason_, '') AS reason, events, first_time, last_time
FROM
(
    SELECT hour, cause_, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
           disposition_, final_, echo_, provider_, reason_,
           toUInt64(uniqExactMerge(keys)) AS events, minMerge(first) AS first_time,
           maxMerge(last) AS last_time
    FROM smtplog.loaded_failures_hourly
    WHERE hour NOT IN (SELECT hour FROM smtplog.corrected_hours)
    GROUP BY hour, cause_, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
             disposition_, final_, echo_, provider_, reason_
    UNION ALL
    SELECT toUInt32(intDiv(ts, 3600) * 3600) AS hour, ifNull(cause, '') AS cause_,
           ifNull(host, '') AS host_, ifNull(mta, '') AS mta_, ifNull(process, '') AS process_,
           ifNull(direction, '') AS direction_, ifNull(phase, '') AS phase_,
           ifNull(code, 0) AS code_, ifNull(class, '') AS class_,
           ifNull(enhanced, '') AS enhanced_, ifNull(disposition, '') AS disposition_,
           final AS final_, echo AS echo_, ifNull(provider, '') AS provider_,
           ifNull(reason, '') AS reason_,
           toUInt64(count()) AS events, min(ts) AS first_time, max(ts) AS last_time
    FROM smtplog.loaded_events FINAL
    WHERE toUInt32(intDiv(ts, 3600) * 3600) IN (SELECT hour FROM smtplog.corrected_hours)
    GROUP BY hour, cause_, host_, mta_, process_, direction_, phase_, code_, class_, enhanced_,
             disposition_, final_, echo_, provider_, reason_
);
