# Every rendering of one fixed database is what tests/golden/report/ holds, byte for byte.
# `cmake --build build-dev --target golden-update` writes them anew: read them as who gets them.
golden=$SAMPLES/../golden/report
mkdir got
cp "$SAMPLES"/mail.log "$SAMPLES"/mainlog "$SAMPLES"/rejectlog .
"$SMTPLOG" --db a.db ingest -q mail.log mainlog rejectlog
day="--since 2026-11-21 --until 2026-11-22"
# All formats that the command takes: a new one has no file here, and so fails, until it is shown.
formats_of() { "$SMTPLOG" completions bash | sed -n "s/^ *$1:--format) .*-W '\([^']*\)'.*/\1/p"; }
for format in $(formats_of report); do
    for lang in en ru; do
        "$SMTPLOG" --db a.db --lang $lang report $day --format $format > got/report.$lang.$format
    done
done
for format in $(formats_of top); do
    "$SMTPLOG" --db a.db top $day --format $format > got/top.en.$format
    case $format in box|tsv|ndjson) continue ;; esac    # in Russian as table and csv are
    "$SMTPLOG" --db a.db --lang ru top $day --format $format > got/top.ru.$format
done
COLUMNS=160 "$SMTPLOG" --db a.db top $day > got/top.en.wide
if [ -n "${GOLDEN_UPDATE:-}" ]; then cp got/* "$golden"; fi
for file in got/* "$golden"/*; do
    name=${file##*/}
    cmp -s "got/$name" "$golden/$name" || { echo "$name differs:"; diff "$golden/$name" "got/$name" | head -n 20; }
done
cmp got/report.en.text "$golden/report.en.text" && echo "all as they were"      # some were made at all
