-- Of a line its shape stays.
CREATE TEMP VIEW strange AS
SELECT strange_id, source_id, shape, shape AS sample, line_no, n, first_time, last_time
FROM main.strange;
