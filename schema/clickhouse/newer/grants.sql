-- ClickHouse 20.5 or newer: users in SQL.  Debian's server has them in settings/users.xml.
CREATE ROLE IF NOT EXISTS smtplog_reader;
GRANT SELECT ON smtplog.* TO smtplog_reader;
GRANT SELECT ON smtplog_fleet.* TO smtplog_reader;
CREATE ROLE IF NOT EXISTS smtplog_loader;
GRANT SELECT, INSERT ON smtplog.* TO smtplog_loader;
GRANT SELECT, INSERT ON smtplog_fleet.* TO smtplog_loader;
