# Every rendering of one fixed database is what tests/golden/report/ holds, byte for byte.
# `cmake --build build-dev --target golden-update` writes them anew: read them as who gets them.
golden=$SAMPLES/../golden/report
mkdir got
cp "$SAMPLES"/mail.log "$SAMPLES"/mainlog "$SAMPLES"/rejectlog .
"$SMTPLOG" --db a.db ingest -q mail.log mainlog rejectlog
day="--since 2026-11-21 --until 2026-11-22"
for lang in en ru; do
    for format in text html markdown json csv; do
        "$SMTPLOG" --db a.db --lang $lang report $day --format $format > got/report.$lang.$format
    done
    for format in table markdown json csv; do
        "$SMTPLOG" --db a.db --lang $lang top $day --format $format > got/top.$lang.$format
    done
done
for format in box tsv ndjson; do "$SMTPLOG" --db a.db top $day --format $format > got/top.en.$format; done
COLUMNS=160 "$SMTPLOG" --db a.db top $day > got/top.en.wide
if [ -n "${GOLDEN_UPDATE:-}" ]; then cp got/* "$golden"; fi
for file in got/* "$golden"/*; do
    name=${file##*/}
    cmp -s "got/$name" "$golden/$name" || { echo "$name differs:"; diff "$golden/$name" "got/$name" | head -n 20; }
done
ls got | wc -l
