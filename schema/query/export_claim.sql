-- ?1 hour  ?2 kind  ?3 run  ?4 body
INSERT INTO export_hour (hour, kind, run, stale, body) VALUES (?1, ?2, ?3, 0, ?4)
ON CONFLICT DO UPDATE SET run = excluded.run, stale = 0, body = excluded.body
