-- ?1 at most so many.  In order, because then it is the index that is read, and no blob.
SELECT key FROM pending ORDER BY key LIMIT ?1
