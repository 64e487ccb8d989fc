-- One database over all shards, on each of them: `clickhouse-client -d smtplog_fleet`.  A host's
-- rows are on one shard, so that a row that comes again meets the one it replaces.  The cluster
-- `smtplog` is named in the servers' configuration: settings/cluster.xml.
CREATE DATABASE IF NOT EXISTS smtplog_fleet;

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_events AS smtplog.loaded_events
ENGINE = Distributed(smtplog, smtplog, loaded_events, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_traffic AS smtplog.loaded_traffic
ENGINE = Distributed(smtplog, smtplog, loaded_traffic, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_flow AS smtplog.loaded_flow
ENGINE = Distributed(smtplog, smtplog, loaded_flow, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_deliveries AS smtplog.loaded_deliveries
ENGINE = Distributed(smtplog, smtplog, loaded_deliveries, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_logins AS smtplog.loaded_logins
ENGINE = Distributed(smtplog, smtplog, loaded_logins, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_fates AS smtplog.loaded_fates
ENGINE = Distributed(smtplog, smtplog, loaded_fates, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_sources AS smtplog.loaded_sources
ENGINE = Distributed(smtplog, smtplog, loaded_sources, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_strange_lines AS smtplog.loaded_strange_lines
ENGINE = Distributed(smtplog, smtplog, loaded_strange_lines, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.loaded_clock_jumps AS smtplog.loaded_clock_jumps
ENGINE = Distributed(smtplog, smtplog, loaded_clock_jumps, cityHash64(ifNull(host, '')));

CREATE TABLE IF NOT EXISTS smtplog_fleet.events AS smtplog.events
ENGINE = Distributed(smtplog, smtplog, events);

CREATE TABLE IF NOT EXISTS smtplog_fleet.failures AS smtplog.failures
ENGINE = Distributed(smtplog, smtplog, failures);

CREATE TABLE IF NOT EXISTS smtplog_fleet.traffic AS smtplog.traffic
ENGINE = Distributed(smtplog, smtplog, traffic);

CREATE TABLE IF NOT EXISTS smtplog_fleet.flow AS smtplog.flow
ENGINE = Distributed(smtplog, smtplog, flow);

CREATE TABLE IF NOT EXISTS smtplog_fleet.deliveries AS smtplog.deliveries
ENGINE = Distributed(smtplog, smtplog, deliveries);

CREATE TABLE IF NOT EXISTS smtplog_fleet.logins AS smtplog.logins
ENGINE = Distributed(smtplog, smtplog, logins);

CREATE TABLE IF NOT EXISTS smtplog_fleet.fates AS smtplog.fates
ENGINE = Distributed(smtplog, smtplog, fates);

CREATE TABLE IF NOT EXISTS smtplog_fleet.sources AS smtplog.sources
ENGINE = Distributed(smtplog, smtplog, sources);

CREATE TABLE IF NOT EXISTS smtplog_fleet.strange_lines AS smtplog.strange_lines
ENGINE = Distributed(smtplog, smtplog, strange_lines);

CREATE TABLE IF NOT EXISTS smtplog_fleet.clock_jumps AS smtplog.clock_jumps
ENGINE = Distributed(smtplog, smtplog, clock_jumps);

CREATE TABLE IF NOT EXISTS smtplog_fleet.messages AS smtplog.messages
ENGINE = Distributed(smtplog, smtplog, messages);

CREATE TABLE IF NOT EXISTS smtplog_fleet.failures_hourly AS smtplog.failures_hourly
ENGINE = Distributed(smtplog, smtplog, failures_hourly);

-- What codes and causes mean is loaded on every shard.
CREATE VIEW IF NOT EXISTS smtplog_fleet.causes AS SELECT * FROM smtplog.causes;
CREATE VIEW IF NOT EXISTS smtplog_fleet.reply_codes AS SELECT * FROM smtplog.reply_codes;
CREATE VIEW IF NOT EXISTS smtplog_fleet.enhanced_codes AS SELECT * FROM smtplog.enhanced_codes;
CREATE VIEW IF NOT EXISTS smtplog_fleet.providers AS SELECT * FROM smtplog.providers;
CREATE VIEW IF NOT EXISTS smtplog_fleet.rules AS SELECT * FROM smtplog.rules;
