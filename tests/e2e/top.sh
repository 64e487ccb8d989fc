# What `top` answers on the samples: narrow and wide, in both languages, for programs; and that its
# totals are those of the view.
run() { status=0; "$SMTPLOG" --db a.db "$@" || status=$?; [ "$status" = 0 ] || echo "status=$status"; }
period="--since 2026-11-20 --until 2026-11-23"
"$SMTPLOG" --db a.db ingest -q "$SAMPLES"

echo "-- 80 columns"
COLUMNS=80 run top $period -n 4 --explain 1
echo "-- 160 columns, in Russian"
COLUMNS=160 run --lang ru top $period -n 4 --explain 1
echo "-- one class, by peer"
run top $period --class 5xx --by peer -n 3 --explain 0
echo "-- for programs"
run top $period --class 3xx --format csv
run top $period --class 3xx --format json
echo "-- totals"
run top $period --by code --format json | grep -o '"class": *"...",* *"count": *[0-9]*' | head -n 3 || true
"$SMTPLOG" --db a.db sql "SELECT class, count(*) FROM failures GROUP BY class ORDER BY class DESC" --format tsv
echo "-- a period with logs and without failures; one without logs"
run top --since '2026-11-21 05:59' --until '2026-11-21 06:01'
run top --since 1h
