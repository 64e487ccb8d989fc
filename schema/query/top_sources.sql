-- ?1 since  ?2 until: what was read of the period, then what was read at all
SELECT count(*) FILTER (WHERE touches), sum(lines) FILTER (WHERE touches),
       sum(recognised) FILTER (WHERE touches), sum(strange) FILTER (WHERE touches),
       sum(other) FILTER (WHERE touches), sum(unframed) FILTER (WHERE touches),
       min(first_time) FILTER (WHERE touches), max(last_time) FILTER (WHERE touches),
       count(*), min(first_time), max(last_time), sum(unknown) FILTER (WHERE touches)
FROM (SELECT *, first_time < ?2 AND last_time >= ?1 AS touches FROM source)
