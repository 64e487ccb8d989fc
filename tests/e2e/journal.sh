# The journal of systemd, made here by systemd-journal-remote: what mail programs wrote, each entry
# once by its cursor, however often and after whatever end it is read.
remote=/usr/lib/systemd/systemd-journal-remote
case $("$SMTPLOG" --version) in *journal*) ;; *) echo "this build reads no journal"; exit 77 ;; esac
[ -x "$remote" ] || { echo "no systemd-journal-remote to make a journal with"; exit 77; }

n=0
entry() {       # entry TAG UNIT FACILITY PRIORITY MESSAGE
    n=$((n + 1))
    printf '__REALTIME_TIMESTAMP=%d\n_HOSTNAME=mx1\nSYSLOG_IDENTIFIER=%s\n_SYSTEMD_UNIT=%s\n' \
        $((1795370400000000 + n * 1000000)) "$1" "$2"
    printf '_PID=12\nPRIORITY=%d\n' "$4"
    [ -z "$3" ] || printf 'SYSLOG_FACILITY=%d\n' "$3"
    printf 'MESSAGE=%s\n\n' "$5"
}
refused() {     # refused RECIPIENT: one failure
    entry postfix/smtpd postfix@-.service 2 6 "NOQUEUE: reject: RCPT from c.example.net[192.0.2.7]: 550 5.1.1 <$1@example.org>: Recipient address rejected: User unknown in local recipient table; from=<a@example.net> to=<$1@example.org> proto=ESMTP helo=<c.example.net>"
}
add() { "$remote" -o journal/"$1" - > /dev/null 2>&1; }
ingest() { "$SMTPLOG" --db own.db ingest "$@" 2>&1; }
count() { "$SMTPLOG" --db own.db sql --format csv "$1" | tail -n +2 | tr -d '\r'; }

mkdir journal
{
    refused ann
    entry kernel init.scope 0 3 'oops'
    entry sshd ssh.service 10 6 'Failed password for root from 192.0.2.9'
    entry postfix/smtpd postfix@-.service 2 7 'NOQUEUE: reject: debug that no one reads'
    # a program that writes to standard output, in a unit of its own
    entry exim exim4.service '' 6 '2026-11-22 18:00:05 1vMabc-000000001Xy-0abc <= a@example.net H=c.example.net [192.0.2.7] P=esmtp S=512'
    refused bob
} > entries
add a.journal < entries
echo "-- parsed"
"$SMTPLOG" parse --journal-folder journal | grep -o '"recipient":"[a-z@.]*"'
echo "-- read once"
ingest --journal-folder journal
ingest --journal-folder journal
# a further file, as after a rotation
refused cid > entries
add b.journal < entries
ingest --journal-folder journal
ingest --journal-folder journal -q
count 'SELECT recipient FROM events ORDER BY ts'
count "SELECT count(*), max(lines), source = 'journal:journal' FROM sources"
echo "-- what the journal forgets is not lost, nor read again"
rm journal/a.journal
refused dan > entries
add c.journal < entries
ingest --journal-folder journal
count 'SELECT count(*) FROM events'
echo "-- the same entries in a file are copies"
journalctl --directory journal -o json > file.json
ingest file.json
count 'SELECT count(*) FROM events'
echo "-- configured"
printf 'Journal: %s\nPaths: %s\n' "$PWD/journal" "$PWD/file.json" > smtplog.conf
refused eve > entries
add d.journal < entries
"$SMTPLOG" --db own.db --config smtplog.conf ingest -q 2>&1
count 'SELECT count(*) FROM events'
echo "-- faults"
status=0; ingest --journal-folder nowhere || status=$?; echo "status $status"
