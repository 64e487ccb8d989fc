-- ?1 time: jumps to times before
DELETE FROM clock_jump WHERE after < ?1
