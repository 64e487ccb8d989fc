-- The source that came last.
SELECT max(source_id) FROM source
