-- The framer remembers the last line as it stood.
CREATE TEMP VIEW source AS
SELECT source_id, channel_id, name, format, host, head_len, head_hash, tail_len, tail_hash, offset,
       line_no, size, mtime_ns, NULL AS framer, lines, recognised, events, duplicates, strange,
       other, unframed, first_time, last_time, complete, wrapping, unknown, blocks,
       device, inode
FROM main.source;
