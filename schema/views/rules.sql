-- How causes and providers are told from a reply.
CREATE VIEW rules AS SELECT
    rule,                                       -- its name
    cause,                                      -- that it gives; NULL: none
    provider,                                   -- that it gives; NULL: none
    pattern,                                    -- PCRE2, on the text
    source                                      -- where the words come from
FROM rule;
