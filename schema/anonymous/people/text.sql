-- Without its text an event shows its reason's template.
CREATE TEMP VIEW text AS SELECT text_id, NULL AS body, 0 AS names FROM main.text;
