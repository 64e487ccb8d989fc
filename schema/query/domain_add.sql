-- ?1 name; does nothing where it stands
INSERT INTO domain (name) VALUES (?1) ON CONFLICT DO NOTHING
