-- ?1.. the columns in order, without the id  ?29 id  ?30 offset as it must be still
UPDATE source SET channel_id = ?1, name = ?2, format = ?3, host = ?4, head_len = ?5, head_hash = ?6,
    tail_len = ?7, tail_hash = ?8, offset = ?9, line_no = ?10, size = ?11, mtime_ns = ?12,
    framer = ?13, lines = ?14, recognised = ?15, events = ?16, duplicates = ?17, strange = ?18,
    other = ?19, unframed = ?20, first_time = ?21, last_time = ?22, complete = ?23,
    wrapping = ?24, unknown = ?25, blocks = ?26, device = ?27, inode = ?28
WHERE source_id = ?29 AND offset = ?30
