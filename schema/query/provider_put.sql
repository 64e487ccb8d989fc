-- ?1.. the columns in order
INSERT OR REPLACE INTO provider (provider, lang, title, description, how_to_fix, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
