-- All sources, by name.
SELECT source_id, channel_id, name, format, host, head_len, head_hash, tail_len, tail_hash, offset,
       line_no, size, mtime_ns, framer, lines, recognised, events, duplicates, strange, other,
       unframed, first_time, last_time, complete, wrapping, unknown,
       blocks, device, inode
FROM source ORDER BY name, source_id
