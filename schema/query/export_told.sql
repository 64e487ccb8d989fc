-- ?1 hour  ?2 kind  ?3 body
UPDATE export_hour SET body = ?3 WHERE hour = ?1 AND kind = ?2
