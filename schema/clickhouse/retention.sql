-- Debian's server knows no TTL of rows (newer/ttl.sql): there a timer drops the months that are over.
--     SELECT DISTINCT partition FROM system.parts WHERE database = 'smtplog' AND active
-- names them; 202511 stands for one here.  Counts by hour may be kept longer than events.
ALTER TABLE smtplog.loaded_events DROP PARTITION 202511;
ALTER TABLE smtplog.loaded_fates DROP PARTITION 202511;
ALTER TABLE smtplog.loaded_logins DROP PARTITION 202511;
