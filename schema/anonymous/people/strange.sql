-- Of a line its shape stays, without the words that name somebody elsewhere in the database.
CREATE TEMP VIEW strange AS
SELECT strange_id, source_id, mask_names(shape) AS shape, mask_names(shape) AS sample, line_no, n,
       first_time, last_time, kind
FROM main.strange;
