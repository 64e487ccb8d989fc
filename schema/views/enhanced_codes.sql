-- What the enhanced status codes mean (RFC 3463): a row for each class that a code can have.
CREATE VIEW enhanced_codes AS SELECT
    replace(k.code, 'X', d.digit) AS code,      -- joins events.enhanced
    k.lang AS lang,                             -- en, ru
    coalesce(k.class, d.digit || 'xx')
        AS class,                               -- 5xx
    k.title AS title,                           -- short name
    k.description AS description,               -- what the registry means by it
    k.when_seen AS when_seen,                   -- where it turns up in practice
    k.how_to_fix AS how_to_fix,                 -- what to do, and who does it
    k.source AS source                          -- the defining document
FROM enhanced_code AS k
JOIN (SELECT '2' AS digit UNION ALL SELECT '4' UNION ALL SELECT '5') AS d
  ON substr(k.code, 1, 1) IN ('X', d.digit);
