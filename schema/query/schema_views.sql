-- The documented views as they were written, comments included.
SELECT sql FROM sqlite_schema WHERE type = 'view' ORDER BY name
