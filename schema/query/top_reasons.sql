-- Every reason with its verdict.
SELECT r.reason_id, v.class, v.code, v.after_code, v.final, v.echo, v.mta, v.direction, v.phase,
       v.enhanced, v.disposition, r.cause, r.provider, r.template, v.tag
FROM reason AS r JOIN verdict AS v ON v.verdict_id = r.verdict_id
