-- ?1 from  ?2 until: deliveries of these hours by the recipient's domain
SELECT d.name, sum(q.deliveries), sum(q.bounced), sum(q.put_off), sum(q.settled)
FROM (SELECT domain_id, max(deliveries) AS deliveries, max(bounced) AS bounced,
             max(put_off) AS put_off, max(settled) AS settled
      FROM delivery_hourly WHERE hour >= ?1 AND hour < ?2 GROUP BY hour, host_id, domain_id) AS q
JOIN domain AS d ON d.domain_id = q.domain_id
GROUP BY q.domain_id
