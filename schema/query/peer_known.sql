-- ?1, ?2 the beginning of an address, and what follows all that begin so: other sides.
SELECT ip FROM peer WHERE ip >= ?1 AND ip < ?2 ORDER BY ip LIMIT 1000
