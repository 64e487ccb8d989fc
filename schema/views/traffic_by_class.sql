-- The same summed by class: the fast way to shares of failures over long periods.
CREATE VIEW traffic_by_class AS
-- Hours that have no sums, as the present one: found by stepping from hour to hour.
WITH RECURSIVE step(hour) AS (
    SELECT min(q.hour) FROM reply_hourly AS q
    UNION ALL
    SELECT (SELECT min(q.hour) FROM reply_hourly AS q WHERE q.hour > step.hour)
    FROM step WHERE step.hour IS NOT NULL
), open_hour(hour) AS (
    SELECT step.hour FROM step
    WHERE step.hour IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM reply_sum AS s WHERE s.hour = step.hour)
)
SELECT
    s.hour AS hour,                             -- its first second, Unix seconds UTC
    (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = s.host_id)
        AS host,                                -- the logging host
    nullif(s.mta, '') AS mta,                   -- postfix, exim, or a plug-in's name
    s.class || 'xx' AS class,                   -- 2xx, 3xx, 4xx, 5xx
    s.replies AS replies                        -- how many
FROM reply_sum AS s WHERE s.class > 0
UNION ALL
SELECT o.hour, (SELECT nullif(h.name, '') FROM host AS h WHERE h.host_id = q.host_id),
       nullif(q.mta, ''), (q.code / 100) || 'xx', sum(q.replies)
FROM open_hour AS o CROSS JOIN reply_hourly AS q ON q.hour = o.hour
GROUP BY o.hour, q.host_id, q.mta, q.code / 100;
