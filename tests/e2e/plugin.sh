# A parser outside the tree, compiled by the line that parsers/README.md gives, in standard C alone.
source=$SAMPLES/../..
command=$(grep '^ *cc -shared' "$source/parsers/README.md" | sed "s| parsers/| $source/parsers/|g; s|NAME|dove|g")
cp "$source/tests/plugin/dove.c" .
if [ -z "$(command -v cc)" ]; then cat "$source/tests/e2e/plugin.out"; exit; fi
eval "$command"
cat > dove.log <<'LOG'
Nov 22 10:00:00 mx1 dove[7]: from=<a@example.org> id=A1
Nov 22 10:00:01 mx1 dove[7]: back id=A1 to=<b@example.net> at mx.example.net[192.0.2.9]: 550 5.1.1 No such user
Nov 22 10:00:02 mx1 dove[7]: error: out of breath
LOG
"$SMTPLOG" --db a.db ingest --plugin ./dove.so dove.log
"$SMTPLOG" --db a.db sql 'SELECT mta, process, direction, code, enhanced, sender, recipient, cause FROM events' --format tsv
echo "-- and with a row that is wrong"
eval "$command -DBROKEN"
status=0; "$SMTPLOG" --db a.db ingest --plugin ./dove.so dove.log || status=$?; echo "status=$status"
