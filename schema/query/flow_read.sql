-- ?1 from  ?2 until: flows of these hours, of several logs of a host the fullest
SELECT f.hour, (SELECT h.name FROM host AS h WHERE h.host_id = f.host_id), f.process, f.direction,
       max(f.records), max(f.messages), max(f.submitted), max(f.bytes), max(f.deliveries),
       max(f.bounced), max(f.put_off), max(f.settled)
FROM flow_hourly AS f WHERE f.hour >= ?1 AND f.hour < ?2
GROUP BY f.hour, f.host_id, f.mta, f.process, f.direction
ORDER BY f.hour, f.host_id, f.mta, f.process, f.direction
