-- ?1 key  ?2 touched  ?3 value
INSERT INTO pending (key, touched, value) VALUES (?1, ?2, ?3)
ON CONFLICT (key) DO UPDATE SET touched = excluded.touched, value = excluded.value
