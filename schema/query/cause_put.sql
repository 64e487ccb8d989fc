-- ?1.. the columns in order
INSERT OR REPLACE INTO cause (cause, lang, title, description, who_acts, how_to_fix, source,
                              how_to_fix_4xx, how_to_fix_5xx)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
