-- ?1 this long before the latest refusal: senders refused since then that wait.  ?2 at most so many
SELECT a.address FROM greylist AS g JOIN address AS a ON a.address_id = g.sender_id
WHERE g.accepted IS NULL
  AND g.last_time >= (SELECT max(w.last_time) FROM greylist AS w WHERE w.accepted IS NULL) - ?1
LIMIT ?2
