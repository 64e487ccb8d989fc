-- ?1 message: which recipients were delivered to at last, and when
SELECT a.address, f.delivered FROM fate AS f JOIN address AS a ON a.address_id = f.recipient_id
WHERE f.message_no = ?1 ORDER BY f.delivered, a.address
