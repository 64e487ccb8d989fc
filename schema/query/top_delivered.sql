-- ?1 messages as a JSON array, rising  ?2 until: their recipients that were delivered to by then
SELECT f.message_id, f.recipient_id
FROM json_each(?1) AS j CROSS JOIN fate AS f ON f.message_id = j.value
WHERE f.delivered < ?2
