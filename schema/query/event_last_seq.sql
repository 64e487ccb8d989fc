-- ?1 ts: the highest seq in that second; NULL: none
SELECT max(seq) FROM event WHERE ts = ?1
