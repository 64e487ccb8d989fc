-- Clients as keyed hashes, and their networks, of which equal ones stay equal.
CREATE TEMP VIEW peer AS
SELECT peer_id,
       CASE WHEN peer_id IN temp.server THEN ip ELSE mask_host(ip) END AS ip,
       CASE WHEN peer_id IN temp.server THEN name ELSE mask_host(name) END AS name,
       CASE WHEN peer_id IN temp.server THEN net ELSE mask_host(net) END AS net
FROM main.peer;
