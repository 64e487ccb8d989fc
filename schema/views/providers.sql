-- Whose servers and policies speak.
CREATE VIEW providers AS SELECT
    provider,                                   -- joins events.provider
    lang,                                       -- en, ru
    title,                                      -- name
    description,                                -- what to know about it
    how_to_fix,                                 -- where to turn
    source                                      -- where this is from
FROM provider;
