-- ?1.. the reply's columns in order
INSERT INTO reply (mta, process, direction, phase, code, code_implied, class, enhanced, origin,
                     tag, after_code, challenge, disposition, final, echo, probe)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
