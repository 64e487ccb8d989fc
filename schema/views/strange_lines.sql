-- Lines that were not understood, by source and shape.
CREATE VIEW strange_lines AS SELECT
    s.name AS source,                           -- file
    nullif(x.shape, '') AS shape,               -- variable parts masked; NULL: all further shapes
    x.n AS lines,                               -- how many
    x.sample AS sample,                         -- the last of them (kind 0), else the first
    x.line_no AS line_no,                       -- of the sample
    x.kind AS kind,                             -- 0 words of failure in no known form; 1 a mail server's
                                                -- line in no known form; 2 one in a wrapping that was
                                                -- not taken off; 3 no time stamp
    x.first_time AS first_time,                 -- of the first of them, Unix seconds UTC
    x.last_time AS last_time                    -- of the last
FROM strange AS x
LEFT JOIN source AS s ON s.source_id = x.source_id;
