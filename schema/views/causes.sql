-- What the causes mean and who must act.
CREATE VIEW causes AS SELECT
    cause,                                      -- joins events.cause
    lang,                                       -- en, ru
    title, description,
    who_acts,                                   -- us-admin, us-dns, us-sender, recipient, ...
    how_to_fix, source
FROM cause;
