-- ?1 time: what was first refused before
DELETE FROM greylist WHERE first_time < ?1
