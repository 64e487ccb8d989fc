# --lang decides the language of every message, whichever room tells it: reading, rules, database,
# plug-ins, the configuration.  What the system itself says (strerror) stays as it is.
mkdir -p logs/old rules
echo hello > logs/hello.log
echo "Nov 22 10:00:00 mx1 cron[7]: hello" > logs/old/cron.log
gzip -nc logs/old/cron.log | head -c 30 > cut.gz
printf 'Name: half\n' > rules/half.txt
printf 'Colour: red\nRules: rules\nPlugins: ./none.so\n' > own.conf
export SMTPLOG_DB=a.db
for lang in en ru; do
    echo "-- $lang"
    "$SMTPLOG" --lang $lang ingest logs || echo "status $?"
    "$SMTPLOG" --lang $lang ingest logs/hello.log logs/old/cron.log cut.gz none.log 2>&1 |
        sed "s/(postfix[a-z, ]*)/(...)/"
    SMTPLOG_RULES=rules "$SMTPLOG" --lang $lang explain 550 5.1.1 we know no such man | head -n 1
    "$SMTPLOG" --lang $lang --config own.conf ingest logs/hello.log || echo "status $?"
    "$SMTPLOG" --lang $lang --db other.db sql 'SELECT 1' || echo "status $?"
    "$SMTPLOG" --lang $lang sql 'SELECT nothing FROM events' || echo "status $?"
done
