-- The whole view; a code is text here, for a column has one type.
SELECT CAST(code AS TEXT) AS code, lang, class, title, description, when_seen, how_to_fix, source
FROM reply_codes
