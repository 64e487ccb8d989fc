-- ?1 a word  ?2 the word and "@"  ?3 the word and what follows "@": whether it names somebody here
SELECT EXISTS (SELECT 1 FROM main.address WHERE address = ?1)
    OR EXISTS (SELECT 1 FROM main.address WHERE address >= ?2 AND address < ?3)
    OR EXISTS (SELECT 1 FROM main.sasl_user WHERE name = ?1)
    OR EXISTS (SELECT 1 FROM main.sasl_user WHERE name >= ?2 AND name < ?3)
