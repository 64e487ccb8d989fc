-- ?1 hour  ?2 host  ?3 mta  ?4 process  ?5 direction  ?6.. the counts
INSERT INTO flow_hourly (hour, host_id, mta, process, direction, records, messages,
                         submitted, bytes, deliveries, bounced, put_off, settled)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT DO UPDATE SET records = records + excluded.records,
    messages = messages + excluded.messages, submitted = submitted + excluded.submitted,
    bytes = bytes + excluded.bytes, deliveries = deliveries + excluded.deliveries,
    bounced = bounced + excluded.bounced, put_off = put_off + excluded.put_off,
    settled = settled + excluded.settled
