-- The peers that answered as servers, of which a report must say which they are: the others are
-- clients.  One pass over the events.
CREATE TEMP TABLE server (peer_id INTEGER PRIMARY KEY);
INSERT INTO temp.server
SELECT DISTINCT e.peer_id FROM main.event AS e
WHERE e.peer_id IS NOT NULL
  AND e.reason_id IN (SELECT r.reason_id FROM main.reason AS r
                      JOIN main.reply AS rp ON rp.reply_id = r.reply_id
                      WHERE rp.direction IN ('outbound', 'local'));
