-- Every reason with what decided its cause.
SELECT r.reason_id, r.template, r.cause, r.provider, coalesce(r.sample, r.template), p.name, p.ip,
       rp.mta, rp.process, rp.direction, rp.phase, rp.code, rp.enhanced, rp.origin, rp.tag, rp.disposition,
       rp.after_code, rp.class, rp.echo
FROM reason AS r
JOIN reply AS rp ON rp.reply_id = r.reply_id
LEFT JOIN peer AS p ON p.peer_id = r.peer_id
ORDER BY r.reason_id
