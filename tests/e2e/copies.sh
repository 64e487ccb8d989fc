# One rejection stands in Exim's mainlog and rejectlog: it is one event, in whatever order they come.
# What one file or run tells of a message is joined to what another tells.
total() { "$SMTPLOG" --db "$1" sql "SELECT count(*), sum(code = 550) FROM events" --format tsv | tail -n 1; }
ingest() { db=$1; shift; "$SMTPLOG" --db "$db" ingest -q "$@"; }
reject='2026-11-22 08:00:00 H=(x) [203.0.113.7] F=<a@example.net> rejected RCPT <b@example.org>: relay not permitted'

{ echo '2026-11-22 07:59:00 exim 4.96 daemon started'; echo "$reject"; echo "$reject"; echo "$reject"; } > mainlog
{ echo "$reject"; echo "$reject"; echo "$reject"
  echo '2026-11-22 08:00:09 unqualified sender rejected: <root> H=(y) [203.0.113.8]'; } > rejectlog
ingest one.db mainlog rejectlog; echo "together: $(total one.db)"
ingest two.db rejectlog; ingest two.db mainlog; echo "the reject log first: $(total two.db)"
ingest three.db mainlog; ingest three.db rejectlog; ingest three.db .; echo "apart, then both again: $(total three.db)"
echo "parse: $("$SMTPLOG" parse . | wc -l)"

echo "-- the traffic of copies counts once"
"$SMTPLOG" --db two.db sql "SELECT code, sum(replies) FROM traffic GROUP BY code" --format tsv

echo "-- sender and client told in one file, the failure in another"
mkdir pf
cat > pf/mail.log.1 <<'LOG'
2026-11-21T23:59:50+00:00 mx1 postfix/smtpd[5]: 4hA1B2C3D4z5F: client=pc.example.org[192.0.2.9], sasl_method=PLAIN, sasl_username=bob
2026-11-21T23:59:50+00:00 mx1 postfix/cleanup[6]: 4hA1B2C3D4z5F: message-id=<1@example.org>
2026-11-21T23:59:50+00:00 mx1 postfix/qmgr[7]: 4hA1B2C3D4z5F: from=<bob@example.org>, size=1000, nrcpt=1 (queue active)
LOG
cat > pf/mail.log <<'LOG'
2026-11-22T00:00:10+00:00 mx1 postfix/smtp[8]: 4hA1B2C3D4z5F: to=<c@example.com>, relay=mx.example.com[198.51.100.2]:25, delay=20, delays=19/0/1/0, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.2] said: 550 5.1.1 no such user (in reply to RCPT TO command))
LOG
who="SELECT sender, client_ip, sasl_user, message_id FROM events"
ingest four.db pf; "$SMTPLOG" --db four.db sql "$who" --format tsv | tail -n 1
ingest five.db pf/mail.log.1; ingest five.db pf/mail.log; "$SMTPLOG" --db five.db sql "$who" --format tsv | tail -n 1
ingest six.db pf/mail.log; ingest six.db pf/mail.log.1; "$SMTPLOG" --db six.db sql "$who" --format tsv | tail -n 1

echo "-- a folder of many other logs takes no place from the families that matter"
mkdir many
i=0; while [ $i -lt 90 ]; do echo "2026-11-20T10:00:00+00:00 mx1 cron[1]: job $i" > "many/application$i-x.text"; i=$((i + 1)); done
cp mainlog rejectlog many
ingest seven.db many; echo "$(total seven.db)"
