-- ?1 day  ?2 events  ?3 exact
INSERT INTO day_summary (day, events, exact) VALUES (?1, ?2, ?3)
