-- ?1 name; does nothing where it stands
INSERT INTO helo (name) VALUES (?1) ON CONFLICT DO NOTHING
