-- All are made anew at the next long run
DELETE FROM pending_hash
