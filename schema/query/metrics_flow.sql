-- What mail did besides replies, counted as in the view flow; hosts beyond the first hundred are one.
SELECT coalesce(h.name, 'others') AS host, sum(q.records), sum(q.messages), sum(q.submitted),
       sum(q.deliveries), sum(q.bounced), sum(q.put_off), sum(q.settled)
FROM (SELECT host_id, max(records) AS records, max(messages) AS messages,
             max(submitted) AS submitted, max(deliveries) AS deliveries, max(bounced) AS bounced,
             max(put_off) AS put_off, max(settled) AS settled
      FROM flow_hourly GROUP BY hour, host_id, mta, process, direction) AS q
LEFT JOIN host AS h ON h.host_id = q.host_id AND h.host_id <= 100
GROUP BY 1
