-- ?1.. the columns in order, without the id
INSERT INTO source (channel_id, name, format, host, head_len, head_hash, tail_len, tail_hash, offset,
                    line_no, size, mtime_ns, framer, lines, recognised, events, duplicates, strange,
                    other, unframed, first_time, last_time, complete, wrapping,
                    unknown, blocks, device, inode, first_line)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)
