-- ?1 ip  ?2 name  ?3 net
INSERT INTO peer (ip, name, net) VALUES (?1, ?2, ?3)
