# `--jobs N`: however many threads read, the same events in the same order, and the same figures. Two
# servers' logs, rotated and packed in two ways, one cut off, with continuation lines and other programs'
# lines between; a journal's JSON beside them.
make="$SAMPLES/../bench/make_log.py"
folder() {          # folder NAME: rotated files of about a megabyte each, the oldest packed
    mkdir "$1"
    python3 "$make" "$1" 18000 1795000000 1 > all
    # other programs, lines of nobody, a repetition, and what goes on a line
    awk '{ print } NR % 997 == 0 { print "  goes on here"; print "" }
         NR % 1009 == 0 { print "Nov 20 10:00:00 mx1 cron[7]: (root) CMD (true)"
                          print "Nov 20 10:00:01 mx1 last message repeated 3 times" }' all > odd
    split -d -n l/2 odd "$1/part."
    touch -d @1795400000 "$1"/part.*
    rm all odd
}
folder postfix; folder exim
gzip postfix/part.00 exim/part.00
zstd -q --rm exim/part.01 2> /dev/null || gzip exim/part.01
head -c -3000 exim/part.00.gz > cut && touch -d @1795300000 cut && mv cut exim/part.00.gz
awk '{ printf "{\"__REALTIME_TIMESTAMP\":\"%d000000\",\"_HOSTNAME\":\"mx3\",\"SYSLOG_IDENTIFIER\":\"postfix/smtpd\"," \
              "\"_PID\":\"%d\",\"MESSAGE\":\"NOQUEUE: reject: RCPT from unknown[192.0.2.%d]: 554 5.7.1 <b%d@example.org>: " \
              "Relay access denied; from=<a@example.net> to=<b%d@example.org> proto=ESMTP helo=<x>\"}\n",
              1795100000 + NR, NR % 50, NR % 200, NR, NR }' postfix/part.01 | head -n 3000 > postfix/journal.json

views="events messages deliveries traffic delays logins greylisting fates sources strange_lines clock_jumps"
all_of() {          # all_of DATABASE: what each view holds, but for the numbers of rows
    for view in $views; do
        "$SMTPLOG" --db "$1" sql "SELECT * FROM $view" --format tsv | sort | cksum
    done
}
"$SMTPLOG" parse -j 1 postfix exim > one.nd 2> one.said && status=0 || status=$?
echo "parse: status $status, $(wc -l < one.nd) events"; cat one.said
"$SMTPLOG" --db one.db ingest -j 1 postfix exim 2> one.told || :
all_of one.db > one.all; cat one.told
for jobs in 2 3 8; do
    "$SMTPLOG" parse --jobs $jobs postfix exim > more.nd 2> more.said || :
    cmp one.nd more.nd; diff one.said more.said
    rm -f more.db*
    "$SMTPLOG" --db more.db ingest -j $jobs postfix exim 2> more.told || :
    all_of more.db > more.all
    diff one.all more.all; diff one.told more.told
    echo "$jobs: the same"
done

echo "-- a pipe, and a log that grows"
python3 "$make" postfix 9000 > log
unnamed() { sed 's/"source":"[^"]*"//'; }
"$SMTPLOG" parse -j 1 log | unnamed > one.nd
"$SMTPLOG" parse -j 3 log | unnamed | cmp - one.nd && echo "a file: the same"
"$SMTPLOG" parse -j 3 - < log | unnamed | cmp - one.nd && echo "a pipe: the same"
for jobs in 1 3; do
    head -c 1100000 log > grows; touch -d @1795457000 grows
    "$SMTPLOG" --db grows$jobs.db ingest -q -j $jobs grows
    cp log grows; touch -d @1795457060 grows
    "$SMTPLOG" --db grows$jobs.db ingest -q -j $jobs grows
    all_of grows$jobs.db > grows$jobs
done
cmp grows1 grows3 && echo "in two steps: the same"

echo "-- how many"
"$SMTPLOG" parse -j 0 log > /dev/null || echo "status=$?"
