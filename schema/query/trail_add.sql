-- ?1 hour  ?2 source  ?3 host  ?4 1: with cursors  ?5 the records, as they came
INSERT INTO trail (hour, source_id, part, host_id, cursors, body)
VALUES (?1, ?2, (SELECT coalesce(max(part), -1) + 1 FROM trail WHERE hour = ?1 AND source_id = ?2), ?3, ?4, ?5)
