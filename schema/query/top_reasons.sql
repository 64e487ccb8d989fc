-- Every reason with its reply.
SELECT r.reason_id, rp.class, rp.code, rp.after_code, rp.final, rp.echo, rp.mta, rp.direction, rp.phase,
       rp.enhanced, rp.disposition, r.cause, r.provider, rp.tag
FROM reason AS r JOIN reply AS rp ON rp.reply_id = r.reply_id
