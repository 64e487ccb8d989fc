-- What `top --by cause` counts, in all three classes: put another column in the place of cause, or
-- one of these expressions.
--     code       toString(code)
--     peer       ifNull(peer_ip, peer_name)
--     peer-net   ifNull(if(position(ifNull(peer_ip, ''), ':') > 0, concat(cutIPv6(IPv6StringToNum(if(position(ifNull(peer_ip, ''), ':') > 0, assumeNotNull(peer_ip), '::')), 8, 0), '/64'), replaceRegexpOne(peer_ip, '[.][0-9]*$', '.0/24')), peer_name)
--     sender     if(sender = '', '<>', sender)
--     hour       formatDateTime(toDateTime(ts, 'UTC'), '%Y-%m-%d %H:00')
--     day        formatDateTime(toDateTime(ts, 'UTC'), '%Y-%m-%d')
SELECT class, cause AS key, direction, count() AS count, max(ts) AS last
FROM failures
WHERE ts >= toUnixTimestamp(now()) - 86400 AND class IN ('3xx', '4xx', '5xx')
GROUP BY class, key, direction ORDER BY class, count DESC, key;
