-- ?1 time: the newest hour that is not after it
SELECT max(hour) FROM trail WHERE hour <= ?1
