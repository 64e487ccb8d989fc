-- ?1 head_len  ?2 head_hash: the newest first
SELECT source_id, channel_id, name, format, host, head_len, head_hash, tail_len, tail_hash, offset,
       line_no, size, mtime_ns, framer, lines, recognised, events, duplicates, strange, other,
       unframed, first_time, last_time, complete, wrapping, unknown,
       blocks, device, inode
FROM source WHERE head_len = ?1 AND head_hash = ?2 ORDER BY source_id DESC
