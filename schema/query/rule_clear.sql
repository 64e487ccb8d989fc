-- The knowledge base is replaced as a whole.
DELETE FROM rule
