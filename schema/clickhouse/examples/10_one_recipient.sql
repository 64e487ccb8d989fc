-- The last failures of one recipient: put the address in.
SELECT time, direction, peer_name, code, enhanced, disposition, text
FROM events WHERE recipient = 'user@example.org' ORDER BY ts DESC LIMIT 20;
