# What is configured, and from where: every kind of origin; and the check tells all faults at once,
# each with its file and line.
try() { status=0; "$SMTPLOG" "$@" || status=$?; echo "status $status"; }
from() { "$SMTPLOG" "$@" | grep -E '^(Database|Keep|Language|Rules|read)' | sed 's/  */ /g'; }

unset SMTPLOG_DB                        # the usual one is asked for, too
mkdir -p logs reports
printf '\357\273\277Database: own.db\r\nKeep: 90d\r\n' > bom.conf
from config --config bom.conf
SMTPLOG_KEEP=30d SMTPLOG_CONFIG=bom.conf from config --lang ru
mkdir -p .config/smtplog
echo "Language: en" > .config/smtplog/smtplog.conf
from --db other.db config
"$SMTPLOG" config --json --config bom.conf | grep -A 2 '"Keep"'
printf 'Mail-To: a\033[2Jb\n' > escape.conf
"$SMTPLOG" config --config escape.conf | grep -c '^Mail-To *a\\x1b\[2Jb'

echo "-- sound"
touch logs/mail.log
cat > good.conf <<X
# of a test
Database: $PWD/own.db
Paths: $PWD/logs/mail.log*
 $PWD/logs/*
Time-Zone: Europe/Berlin
Keep: 90d
Anonymize: clients
Mail-To: postmaster@example.org, root
Report-Folder: $PWD/reports/daily
Sendmail: /bin/true
X
try config --check --config good.conf

echo "-- faults"
cat > bad.conf <<X
Keep: 90x
this line is no setting
 and goes on
Time-Zone: Europe/Atlantis
Databse: typo
Anonymize: maybe
Mail-To: not an address
Rules: /nowhere/rules.d
Report-Folder: /nowhere/reports
Paths: logs/none.log* logs/mail.log
Language: xx
Plugins: /nowhere/parser.so
Parser-Options: postfix.nothing=1
Sendmail: /nowhere/sendmail
Color: pink
Database: logs
# a comment may hold what it will: $(printf '\377')
Keep-: $(printf '\377')
Anonymize-After: 30d
X
try config --check --config bad.conf
SMTPLOG_KEEP=soon try config --check --config good.conf
try config --check --config none.conf
echo "-- files of rules and forms are read by --check"
mkdir own; printf 'Name: mine\nProgram: policyd\nLiteral: DENY\nSays: failure\nPattern: (?<text>DENY)\n' > own/a.forms
printf 'Cause: policy\nPattern: x\n' > own/a.rules
printf 'Rules: own\nForms: own\n' > own.conf
"$SMTPLOG" --config own.conf config --check || echo "status $?"
