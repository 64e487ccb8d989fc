-- ?1 ts  ?2 identity: events that the record may be a copy of.  Of one that was changed in its log
-- only the six bytes are known that its trail keeps.
SELECT e.seq, e.channel_id, e.also_in, h.name, e.source_id
FROM event AS e JOIN host AS h ON h.host_id = e.host_id
WHERE e.ts = ?1 AND (e.identity & 0xffffffffffff) = (?2 & 0xffffffffffff) ORDER BY e.seq
