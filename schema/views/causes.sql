-- What the causes mean and who must act.
CREATE VIEW causes AS SELECT
    cause,                                      -- joins events.cause
    lang,                                       -- en, ru
    title,                                      -- short name
    description,                                -- what is wrong
    who_acts,                                   -- client-admin, sender-dns, sender, recipient, ...
    how_to_fix,                                 -- what to do
    source,                                     -- where this is from
    how_to_fix_4xx,                             -- what to do after a 4xx
    how_to_fix_5xx                              -- what to do after a 5xx
FROM cause;
