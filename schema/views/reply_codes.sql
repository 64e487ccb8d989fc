-- What the basic reply codes mean; a code is a number, a class such as 5xx a text.
CREATE VIEW reply_codes AS SELECT
    CASE WHEN code GLOB '[0-9][0-9][0-9]' THEN CAST(code AS INTEGER) ELSE code END
        AS code,                                -- joins events.code
    lang,                                       -- en, ru
    coalesce(class, substr(code, 1, 1) || 'xx')
        AS class,                               -- 5xx
    title,                                      -- short name
    description,                                -- what the code means in the protocol
    when_seen,                                  -- where it turns up in practice
    how_to_fix,                                 -- what to do, and who does it
    source                                      -- the defining document
FROM reply_code;
