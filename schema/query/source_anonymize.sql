-- ?1 time: sources that ended before give up the last line, which their framer remembers
UPDATE source SET framer = NULL WHERE last_time < ?1
