# Wrong usage is told with what would have been right, and ends with status 2; a reader that hangs
# up ends the program without a word.
try() { status=0; "$SMTPLOG" "$@" || status=$?; echo "status $status"; }

try --version
try explian 550
try sql --fromat csv
try sql --timeout soon "SELECT 1"
try explain --config none.conf 550
try --db none.db sql "SELECT 1"
try compare 550
try --lang ru explian
try explain --lang ru
LC_ALL=ru_RU.UTF-8 "$SMTPLOG" explain 250 | head -n 1
SMTPLOG_LANG=ru "$SMTPLOG" explain 250 | head -n 1
SMTPLOG_LANG=ru "$SMTPLOG" explain --lang en 250 | head -n 1
"$SMTPLOG" sql --examples | head -n 1
echo "SELECT 1 AS one" > query
mkdir -p .config/smtplog
echo "Databse: typo" > .config/smtplog/smtplog.conf
echo "Database: $HOME/own.db" >> .config/smtplog/smtplog.conf
"$SMTPLOG" ingest -q "$SAMPLES" 2> said
cat said
"$SMTPLOG" sql --format csv < query 2> /dev/null | tr -d '\r'
"$SMTPLOG" --color always explain 550 2> /dev/null | head -n 1 | od -c | head -n 1
