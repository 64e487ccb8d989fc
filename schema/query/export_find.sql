-- ?1 hour  ?2 kind
SELECT run, stale, body FROM export_hour WHERE hour = ?1 AND kind = ?2
