-- ClickHouse 19.15 or newer: words that repeat as numbers, times as differences, and an index by cause.
ALTER TABLE smtplog.loaded_events MODIFY COLUMN host LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN mta LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN process LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN direction LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN phase LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN class LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN enhanced LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN disposition LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN cause LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN provider LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN reason LowCardinality(Nullable(String));
ALTER TABLE smtplog.loaded_events MODIFY COLUMN text CODEC(ZSTD(3));
ALTER TABLE smtplog.loaded_events ADD INDEX by_cause cause TYPE set(100) GRANULARITY 4;
