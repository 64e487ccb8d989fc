-- Bytes of the rows that are in order (NULL: there are none), and of the others
SELECT sum(length(body)) FILTER (WHERE run < 0), sum(length(body)) FILTER (WHERE run >= 0) FROM pending_hash
