-- Whose servers and policies speak.
CREATE VIEW providers AS SELECT
    provider,                                   -- joins events.provider
    lang,                                       -- en, ru
    title, description, how_to_fix, source
FROM provider;
