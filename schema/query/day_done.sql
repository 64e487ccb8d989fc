-- ?1 day  ?2 events
INSERT INTO day_summary (day, events) VALUES (?1, ?2)
