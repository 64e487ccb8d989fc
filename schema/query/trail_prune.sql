-- ?1 time: what stood in the hours before
DELETE FROM trail WHERE hour < ?1
