-- Texts that no event has any more.
DELETE FROM text WHERE text_id NOT IN (SELECT text_id FROM event WHERE text_id IS NOT NULL)
