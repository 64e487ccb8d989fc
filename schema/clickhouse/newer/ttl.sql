-- ClickHouse 19.6 or newer: retention by the server itself.
ALTER TABLE smtplog.loaded_events MODIFY TTL toDateTime(ts) + INTERVAL 180 DAY;
ALTER TABLE smtplog.loaded_fates MODIFY TTL toDateTime(delivered) + INTERVAL 180 DAY;
ALTER TABLE smtplog.loaded_logins MODIFY TTL toDateTime(hour) + INTERVAL 180 DAY;
ALTER TABLE smtplog.loaded_failures_hourly MODIFY TTL toDateTime(hour) + INTERVAL 3 YEAR;
ALTER TABLE smtplog.loaded_traffic MODIFY TTL toDateTime(hour) + INTERVAL 3 YEAR;
