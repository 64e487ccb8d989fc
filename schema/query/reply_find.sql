-- ?1.. the reply's columns in order
SELECT reply_id FROM reply
WHERE mta = ?1 AND process = ?2 AND direction = ?3 AND phase = ?4 AND code = ?5
  AND code_implied = ?6 AND class = ?7 AND enhanced = ?8 AND origin = ?9 AND tag = ?10
  AND after_code = ?11 AND challenge = ?12 AND disposition = ?13 AND final = ?14 AND echo = ?15
  AND probe = ?16
