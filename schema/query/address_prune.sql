-- Addresses that nothing names any more; their domains stay in the rollups.
DELETE FROM address
WHERE address_id NOT IN (SELECT sender_id FROM event WHERE sender_id IS NOT NULL
                         UNION SELECT recipient_id FROM event WHERE recipient_id IS NOT NULL
                         UNION SELECT sender_id FROM message WHERE sender_id IS NOT NULL
                         UNION SELECT recipient_id FROM fate
                         UNION SELECT sender_id FROM greylist)
