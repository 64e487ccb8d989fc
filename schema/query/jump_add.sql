-- ?1 source  ?2 line number  ?3 host  ?4 time before  ?5 time after
INSERT OR IGNORE INTO clock_jump (source_id, line_no, host_id, before, after)
VALUES (?1, ?2, ?3, ?4, ?5)
