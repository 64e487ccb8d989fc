-- The last failures of one recipient: put the address in.
SELECT time, direction, peer_name, code, enhanced, disposition, text
FROM who JOIN events USING (ts, event_id)
WHERE name = 'user@example.org' AND role = 'recipient' ORDER BY ts DESC LIMIT 20;
