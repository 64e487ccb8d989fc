# A parser outside the tree, compiled by the line that parsers/README.md gives, in standard C alone.
source=$SAMPLES/../..
command=$(grep '^ *cc -shared' "$source/parsers/README.md" | sed "s| parsers/| $source/parsers/|g; s|NAME|dove|g")
cp "$source/parsers/template/dove.c" "$source/parsers/template/dove.log" .
if [ -z "$(command -v cc)" ]; then cat "$source/tests/e2e/plugin.out"; exit; fi
eval "$command"
"$SMTPLOG" --db a.db ingest --plugin ./dove.so dove.log
"$SMTPLOG" --db a.db sql 'SELECT mta, process, direction, code, enhanced, sender, recipient, cause FROM events' --format tsv
echo "-- and with a row that is wrong"
eval "$command -DBROKEN"
status=0; "$SMTPLOG" --db a.db ingest --plugin ./dove.so dove.log || status=$?; echo "status=$status"
