-- ?1 source: the first time in sources that came after it
SELECT min(first_time) FROM source WHERE source_id > ?1
