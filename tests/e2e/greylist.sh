# Greylisted senders: who came back and was accepted, from the same network or from another host of the
# same sender's site; who did not; who was let in within the same dialogue is none of them.  Two MTAs,
# over two runs; it outlives prune as sums, and merge keeps it.
log() { echo "2026-11-22T$1+00:00 mx1 postfix/$2"; }
refuse() {  # TIME CLIENT SENDER
    log "$1" "smtpd[8]: NOQUEUE: reject: RCPT from $2: 450 4.2.0 <ann@example.org>: Recipient address rejected: Greylisted, see http://postgrey.example/; from=<$3> to=<ann@example.org> proto=ESMTP helo=<x>"
}
take() {    # TIME QUEUE-ID CLIENT SENDER
    log "$1" "smtpd[8]: $2: client=$3"
    log "$1" "cleanup[5]: $2: message-id=<$2@x.example>"
    log "$1" "qmgr[3]: $2: from=<$4>, size=900, nrcpt=1 (queue active)"
}
pool1='mail-a7.big.example[198.51.100.7]' pool2='mail-z9.big.example[203.0.113.9]'
{
    refuse 08:00:00 "$pool1" bill@big.example
    refuse 08:00:01 'mx.small.example[192.0.2.4]' sue@small.example
    refuse 08:00:02 'unknown[192.0.2.200]' spam1@bulk.example
    refuse 08:00:03 'unknown[192.0.2.201]' spam2@bulk.example
    refuse 08:00:04 'unknown[192.0.2.201]' spam3@bulk.example
    refuse 08:00:05 'mx.both.example[192.0.2.50]' one@both.example
    take 08:00:06 4Q0000AA1 'mx.both.example[192.0.2.50]' one@both.example
    refuse 08:00:07 'verify.example[192.0.2.77]' ''
    take 08:01:00 4Q0000AA2 'other.example[198.51.100.99]' ''
    take 08:01:01 4Q0000AA3 'forged.example[198.51.100.98]' spam1@bulk.example
    refuse 08:05:01 'mx.small.example[192.0.2.5]' sue@small.example
} > mail.log
{
    take 08:10:00 4Q0000AA4 "$pool2" bill@big.example
    take 08:20:01 4Q0000AA5 'mx.small.example[192.0.2.5]' sue@small.example
    refuse 08:30:00 'mx.small.example[192.0.2.4]' sue@small.example
} > mail2.log
cat > mainlog <<'END'
2026-11-22 09:00:00 H=mx.exim.example [192.0.2.60] F=<eve@exim.example> temporarily rejected RCPT <ann@example.org>: greylisted, try again later
2026-11-22 09:06:40 1tFabc-0000ab-Cd <= eve@exim.example H=mx.exim.example [192.0.2.60] P=esmtp S=812 id=q@exim.example
END
for log in mail.log mail2.log mainlog; do
    "$SMTPLOG" --db a.db ingest $log 2> /dev/null
done
ask() { "$SMTPLOG" --db "$1" sql --format tsv "$2" | tail -n +2; }
section() {
    "$SMTPLOG" --db "$1" report --since 2026-11-22 --until 2026-11-23 --no-pager |
        sed -n '/^Greylisted senders/,/^By provider\|^By host/p' | sed '/^By /d'
}
section a.db
echo "-- JSON"
"$SMTPLOG" --db a.db report --since 2026-11-22 --until 2026-11-23 --format json |
    tr -d ' \n' | sed 's/.*"greylisted":\({"greylisted".*\]}\),"providers".*/\1/' && echo
echo "-- CSV"
"$SMTPLOG" --db a.db report --since 2026-11-22 --until 2026-11-23 --csv | grep '^greylist'
echo "-- SQL"
ask a.db "SELECT sender, client_ip, last_refused - first_refused, tries, accepted - first_refused
          FROM greylisted ORDER BY first_refused, sender"
ask a.db "SELECT sender_domain, accepted_after, senders FROM greylisting ORDER BY 1, 2"
echo "-- merged, twice"
"$SMTPLOG" --db b.db merge a.db > /dev/null 2>&1
"$SMTPLOG" --db b.db merge a.db > /dev/null 2>&1 || echo "status=$?"
ask b.db "SELECT count(*), sum(accepted IS NOT NULL) FROM greylisted"
ask b.db "SELECT sum(senders), sum(senders) FILTER (WHERE accepted_after IS NOT NULL) FROM greylisting"
echo "-- anonymous, then for good, then pruned"
"$SMTPLOG" --db a.db sql --anonymize --format tsv 'SELECT * FROM greylisted' | grep -c 'bill@\|sue@' || :
section a.db > before
SMTPLOG_NOW=@1795857070 "$SMTPLOG" --db a.db prune --keep 90d --anonymize-after 1d > /dev/null 2>&1
ask a.db "SELECT count(*), sum(sender LIKE 'bill@%' OR sender LIKE 'sue@%') FROM greylisted"
SMTPLOG_NOW=@1795857070 "$SMTPLOG" --db a.db prune --keep 1d > /dev/null 2>&1
ask a.db 'SELECT count(*) FROM greylisted'
section a.db | diff before - && echo same
