-- ?1 message  ?2 peer  ?3 ?4 the times of its failures: who the client was, told later than they
UPDATE event SET peer_id = ?2
WHERE ts BETWEEN ?3 AND ?4 AND message_no = ?1 AND peer_id IS NULL AND
      (SELECT v.direction FROM reason AS r CROSS JOIN reply AS v ON v.reply_id = r.reply_id
       WHERE r.reason_id = event.reason_id) = 'inbound'
