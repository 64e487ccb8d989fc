-- The distinct lengths of heads.
SELECT DISTINCT head_len FROM source ORDER BY head_len
