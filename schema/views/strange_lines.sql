-- Lines that look like failures and are in no known form, by source and shape.
CREATE VIEW strange_lines AS SELECT
    s.name AS source,                           -- file
    nullif(x.shape, '') AS shape,               -- variable parts masked; NULL: all further shapes
    x.n AS lines,                               -- how many
    x.sample AS sample,                         -- the last of them
    x.line_no AS line_no,                       -- of the sample
    x.first_time AS first_time,                 -- of the first of them, Unix seconds UTC
    x.last_time AS last_time                    -- of the last
FROM strange AS x
LEFT JOIN source AS s ON s.source_id = x.source_id;
