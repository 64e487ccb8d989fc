-- 1 where the database has a name, of whatever kind
SELECT 1 WHERE (SELECT max(domain_id) FROM domain) IS NOT NULL
            OR (SELECT max(address_id) FROM address) IS NOT NULL
            OR (SELECT max(peer_id) FROM peer) IS NOT NULL
