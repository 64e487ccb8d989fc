-- Events by hour and what happened: the fast way to counts over long periods.  All events; a count
-- of failures says `WHERE final = 1`.
CREATE VIEW failures_hourly AS SELECT
    q.hour AS hour,                             -- its first second, Unix seconds UTC
    (SELECT h.name FROM host AS h WHERE h.host_id = q.host_id) AS host,
    nullif(v.mta, '') AS mta,
    nullif(v.process, '') AS process,
    nullif(v.direction, '') AS direction,
    nullif(v.phase, '') AS phase,
    nullif(v.code, 0) AS code,
    v.class || 'xx' AS class,
    nullif(v.enhanced, '') AS enhanced,
    nullif(v.disposition, '') AS disposition,
    v.final AS final,
    v.echo AS echo,
    nullif(r.cause, '') AS cause,
    nullif(r.provider, '') AS provider,
    nullif(r.template, '') AS reason,
    q.n AS events,                              -- how many
    q.first_time AS first_time,                 -- of these, Unix seconds UTC
    q.last_time AS last_time
FROM failure_hourly AS q
CROSS JOIN reason AS r ON r.reason_id = q.reason_id
CROSS JOIN verdict AS v ON v.verdict_id = r.verdict_id;
