-- ?1 ip  ?2 name  ?3 net; does nothing where it stands
INSERT INTO peer (ip, name, net) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
