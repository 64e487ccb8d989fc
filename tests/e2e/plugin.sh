# A parser outside the tree, compiled by the line that parsers/README.md gives, in standard C alone.
source=$SAMPLES/../..
command=$(grep '^ *cc -shared' "$source/parsers/README.md" | sed "s| parsers/| $source/parsers/|g; s|NAME|dove|g")
cp "$source/parsers/template/dove.c" "$source/parsers/template/dove.log" .
if [ -z "$(command -v cc)" ]; then echo "no C compiler" > "$SKIPPED"; cat "$source/tests/e2e/plugin.out"; exit; fi
eval "$command"
"$SMTPLOG" --db a.db ingest --plugin ./dove.so dove.log
"$SMTPLOG" --db a.db sql 'SELECT mta, process, direction, code, enhanced, sender, recipient, cause FROM events' --format tsv
echo "-- whatever judges a reply knows it by the configuration"
export SMTPLOG_PLUGINS=./dove.so
cat > heard.log <<'LOG'
Nov 22 10:00:03 mx1 dove[7]: heard id=A1 to=<b@example.net> mailbox full of doves cooed after RCPT TO: 550 5.1.1 No such user
LOG
"$SMTPLOG" --db b.db ingest heard.log
"$SMTPLOG" --db b.db reclassify
"$SMTPLOG" --db b.db sql 'SELECT cause, text FROM events' --format tsv
"$SMTPLOG" --db b.db explain "$(sed -n 2p dove.log)" | sed -n 1,2p
unset SMTPLOG_PLUGINS
echo "-- and with a row that is wrong"
eval "$command -DBROKEN"
status=0; "$SMTPLOG" --db a.db ingest --plugin ./dove.so dove.log || status=$?; echo "status=$status"
