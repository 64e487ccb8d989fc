-- ?1.. the columns in order
INSERT OR REPLACE INTO rule (rule, cause, provider, pattern, source)
VALUES (?1, ?2, ?3, ?4, ?5)
