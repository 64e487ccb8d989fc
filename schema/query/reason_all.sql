-- Every reason with what decided its cause.
SELECT r.reason_id, r.template, r.cause, r.provider, coalesce(r.sample, r.template), p.name, p.ip,
       v.mta, v.process, v.direction, v.phase, v.code, v.enhanced, v.origin, v.tag, v.disposition,
       v.after_code, v.class, v.echo
FROM reason AS r
JOIN verdict AS v ON v.verdict_id = r.verdict_id
LEFT JOIN peer AS p ON p.peer_id = r.peer_id
ORDER BY r.reason_id
