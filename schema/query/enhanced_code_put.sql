-- ?1.. the columns in order
INSERT OR REPLACE INTO enhanced_code
    (code, lang, class, title, description, when_seen, how_to_fix, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
