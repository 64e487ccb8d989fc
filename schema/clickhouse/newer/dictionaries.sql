-- ClickHouse 20.1 or newer: the dictionaries in SQL.  Debian's server has them in
-- settings/dictionaries.xml.
CREATE DICTIONARY IF NOT EXISTS smtplog.causes_en
(cause String, title String, who_acts String, how_to_fix String)
PRIMARY KEY cause
SOURCE(CLICKHOUSE(DB 'smtplog' TABLE 'causes' WHERE 'lang = \'en\''))
LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(MIN 300 MAX 600);
