-- ?1 since  ?2 until: what was read of the period, then what was read at all; the log that was
-- written to last, and the one of the period with most lines that were not understood
SELECT count(*) FILTER (WHERE touches), sum(lines) FILTER (WHERE touches),
       sum(recognised) FILTER (WHERE touches), sum(strange) FILTER (WHERE touches),
       sum(other) FILTER (WHERE touches), sum(unframed) FILTER (WHERE touches),
       min(first_time) FILTER (WHERE touches), max(last_time) FILTER (WHERE touches),
       count(*), min(first_time), max(last_time), sum(unknown) FILTER (WHERE touches),
       (SELECT name FROM source ORDER BY last_time DESC, source_id DESC LIMIT 1),
       (SELECT name FROM source WHERE first_time < ?2 AND last_time >= ?1
        ORDER BY strange + unknown + unframed DESC, source_id DESC LIMIT 1)
FROM (SELECT *, first_time < ?2 AND last_time >= ?1 AS touches FROM source)
