-- ?1 name; does nothing where it stands
INSERT INTO sasl_user (name) VALUES (?1) ON CONFLICT DO NOTHING
