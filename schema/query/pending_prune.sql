-- Open messages and dialogues (their keys begin with m and s).  ?1 time: last touched before
DELETE FROM pending WHERE touched < ?1 AND substr(key, 1, 1) IN (x'6D', x'73')
