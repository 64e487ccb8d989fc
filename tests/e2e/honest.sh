# What was not read is told: one figure everywhere, samples, and where the first such line stands.
run() { status=0; "$SMTPLOG" --db a.db "$@" || status=$?; echo "status=$status"; }
figures() {
    "$SMTPLOG" --db a.db status | grep -E '^  file|^  .*log |^Lines|^  [0-9]+ ×'
    "$SMTPLOG" --db a.db top --since 2026-11-20 | grep -E 'recognised|^No failures'
    "$SMTPLOG" --db a.db report --format text --since 2026-11-20 | grep -o '[0-9.]* % recognised' | head -n 1
}
reject='NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 <u@example.org>: Relay access denied; from=<a@example.net> to=<u@example.org> proto=ESMTP helo=<h>'

echo "-- lines in three wrappings in a log that is not wrapped"
{ echo "2026-11-22T10:00:00+00:00 mx1 postfix/smtpd[9]: connect from unknown[192.0.2.9]"
  echo "smtp-1  | 2026-11-22T10:00:01+00:00 mx1 postfix/smtpd[9]: $reject"
  echo "    2026-11-22T10:00:02+00:00 mx1 postfix/smtpd[9]: $reject"
  echo "> 2026-11-22T10:00:03+00:00 mx1 postfix/smtpd[9]: $reject"; } > mixed.log
run ingest mixed.log; figures
echo "-- a mail server's lines in no known form, and one inside of another program's"
rm a.db*
{ echo "2026-11-22T10:00:00+00:00 mx1 postfix/smtpd[9]: connect from unknown[192.0.2.9]"
  echo "2026-11-22T10:00:01+00:00 mx1 postfix/smtpd[9]: pbaarpg sebz haxabja"
  echo "2026-11-22T10:00:02+00:00 mx1 relay[7]: forwarded: postfix/smtpd[9]: $reject"
  echo "2026-11-22T10:00:03+00:00 mx1 cron[8]: postfix/smtpd is a word here"; } > dark.log
run ingest dark.log; figures
echo "-- a wrapping that nobody knows"
rm a.db*
for i in 1 2; do echo "<<$i>> at noon; postfix/smtpd[9]: $reject"; done > unknown.log
run ingest unknown.log
for i in 1 2; do echo "2026-11-22T10:00:00+00:00 mx1 relay[7]: <<$i>> postfix/smtpd[9]: $reject"; done > relayed.log
run ingest relayed.log
echo "-- lines without a time: journalctl -o cat, -o short-monotonic; Exim on a terminal"
echo "$reject" > cat.log
echo "[ 5121.000312] mx1 postfix/smtpd[9]: $reject" > monotonic.log
echo "    9 LOG: MAIN REJECT
    9   H=(h) [192.0.2.9] F=<a@example.net> rejected RCPT <u@example.org>: relay not permitted" > terminal.log
for log in cat monotonic terminal; do run ingest $log.log; done
echo "-- the wrapping is kept with the log"
rm -f a.db*
echo "smtp-1  | 2026-11-22T10:00:01+00:00 mx1 postfix/smtpd[9]: $reject" > compose.log
run ingest -q compose.log
echo "smtp-1  | starting" >> compose.log
echo "smtp-1  | 2026-11-22T10:00:02+00:00 mx1 postfix/smtpd[9]: $reject" >> compose.log
run ingest -q compose.log
"$SMTPLOG" --db a.db sql "SELECT wrapping, lines, events, unframed FROM sources" --format tsv
echo "-- a folder: what is no mail log is named, folders in it too, and the totals are the database's"
mkdir -p logs/sub logs/only/sub
line() { echo "2026-11-22T10:00:0$1+00:00 mx1 postfix/smtpd[9]: connect from h$1.example.net[192.0.2.$1]"; }
line 1 > logs/mail.log; line 2 > logs/sub/mail.log; line 3 > logs/only/sub/mail.log
for i in 1 2 3; do echo "a note"; done > logs/notes.txt; : > logs/empty.log; cp compose.log logs/my.conf
ln -s .. logs/sub/back
for paths in logs logs/only "-r logs" "-r logs/only"; do
    rm -f a.db*
    echo "ingest $paths"
    # shellcheck disable=SC2086
    run ingest $paths
    "$SMTPLOG" --db a.db status | sed -n 3p
done
echo "2026-11-22T10:00:04+00:00 mx1 postfix/smtpd[9]: $reject" >> logs/sub/mail.log
echo "parse: $("$SMTPLOG" parse logs | wc -l), with -r: $("$SMTPLOG" parse -r logs | wc -l)"
echo "-- the Debian package manager's log, and others with such stamps, are none of Exim's"
for i in 1 2 3; do echo "2026-11-22 10:00:0$i status half-installed tool$i:amd64 1.$i-2"; done > dpkg.log
run ingest dpkg.log
