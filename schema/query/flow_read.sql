-- ?1 from  ?2 until: flows of these hours
SELECT f.hour, (SELECT h.name FROM host AS h WHERE h.host_id = f.host_id), f.process, f.direction,
       f.records, f.messages, f.submitted, f.bytes, f.deliveries, f.bounced, f.put_off, f.settled
FROM flow_hourly AS f WHERE f.hour >= ?1 AND f.hour < ?2
ORDER BY f.hour, f.host_id, f.mta, f.process, f.direction
