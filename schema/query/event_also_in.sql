-- ?1 ts  ?2 seq  ?3 bit of the channel
UPDATE event SET also_in = also_in | ?3 WHERE ts = ?1 AND seq = ?2
