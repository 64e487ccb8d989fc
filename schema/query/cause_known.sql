-- ?1 cause: whether a reason has it
SELECT 1 FROM reason WHERE cause = ?1 LIMIT 1
