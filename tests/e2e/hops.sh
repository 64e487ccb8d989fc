# A message goes from one host to another, whatever servers the two are: one story, by the id on
# either.
sends() {       # what the first host's log says: its server, its reply's words
    case $1 in
    postfix) cat <<END
Nov 23 08:00:00 mxa postfix/smtpd[10]: 4hQzAA0001zaBc: client=client.example.net[192.0.2.9]
Nov 23 08:00:00 mxa postfix/cleanup[11]: 4hQzAA0001zaBc: message-id=<1@example.com>
Nov 23 08:00:00 mxa postfix/qmgr[12]: 4hQzAA0001zaBc: from=<s@example.com>, size=400, nrcpt=1 (queue active)
Nov 23 08:00:01 mxa postfix/smtp[13]: 4hQzAA0001zaBc: to=<r@example.org>, relay=mxb.example.org[198.51.100.7]:25, delay=1, delays=0.1/0/0.4/0.5, dsn=2.0.0, status=sent (250 $2)
Nov 23 08:00:01 mxa postfix/qmgr[12]: 4hQzAA0001zaBc: removed
END
    ;;
    exim) cat <<END
2026-11-23 08:00:00 1tXyAA-00000000001-1dEf <= s@example.com H=client.example.net [192.0.2.9] P=esmtp S=400 id=1@example.com
2026-11-23 08:00:01 1tXyAA-00000000001-1dEf => r@example.org R=dnslookup T=remote_smtp H=mxb.example.org [198.51.100.7] C="250 $2"
2026-11-23 08:00:01 1tXyAA-00000000001-1dEf Completed
END
    ;;
    sendmail) cat <<END
Nov 23 08:00:00 mxa sm-mta[101]: 6AN800AA000101: from=<s@example.com>, size=400, class=0, nrcpts=1, msgid=<1@example.com>, proto=ESMTP, daemon=MTA, relay=client.example.net [192.0.2.9]
Nov 23 08:00:01 mxa sm-mta[102]: 6AN800AA000101: to=<r@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30400, relay=mxb.example.org. [198.51.100.7], dsn=2.0.0, stat=Sent ($2)
END
    ;;
    opensmtpd) cat <<END
Nov 23 08:00:00 mxa smtpd[20]: aaaa000000000001 smtp connected address=192.0.2.9 host=client.example.net
Nov 23 08:00:00 mxa smtpd[20]: aaaa000000000001 smtp message msgid=aa0000e1 size=400 nrcpt=1 proto=ESMTP
Nov 23 08:00:00 mxa smtpd[20]: aaaa000000000001 smtp envelope evpid=aa0000e1000000f1 from=<s@example.com> to=<r@example.org>
Nov 23 08:00:00 mxa smtpd[20]: aaaa000000000001 smtp disconnected reason=quit
Nov 23 08:00:01 mxa smtpd[20]: aaaa000000000002 mta connecting address=smtp://198.51.100.7:25 host=mxb.example.org
Nov 23 08:00:01 mxa smtpd[20]: aaaa000000000002 mta connected
Nov 23 08:00:01 mxa smtpd[20]: aaaa000000000002 mta delivery evpid=aa0000e1000000f1 from=<s@example.com> to=<r@example.org> rcpt=<-> source="192.0.2.5" relay="198.51.100.7 (mxb.example.org)" delay=1s result="Ok" stat="250 $2"
END
    ;;
    esac
}
takes() {       # the second host's log; its mailbox is full
    case $1 in
    postfix) cat <<END
Nov 23 08:00:01 mxb postfix/smtpd[30]: 4hQzBB0002zaBc: client=mxa.example.com[192.0.2.5]
Nov 23 08:00:01 mxb postfix/cleanup[31]: 4hQzBB0002zaBc: message-id=<1@example.com>
Nov 23 08:00:01 mxb postfix/qmgr[32]: 4hQzBB0002zaBc: from=<s@example.com>, size=500, nrcpt=1 (queue active)
Nov 23 08:00:02 mxb postfix/lmtp[33]: 4hQzBB0002zaBc: to=<r@example.org>, relay=store.example.org[198.51.100.8]:24, delay=1, delays=0.1/0/0.4/0.5, dsn=5.2.2, status=bounced (host store.example.org[198.51.100.8] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command))
Nov 23 08:00:02 mxb postfix/qmgr[32]: 4hQzBB0002zaBc: removed
END
    ;;
    exim) cat <<END
2026-11-23 08:00:01 1tXyBB-00000000002-1dEf <= s@example.com H=mxa.example.com [192.0.2.5] P=esmtp S=500 id=1@example.com
2026-11-23 08:00:02 1tXyBB-00000000002-1dEf ** r@example.org R=store T=lmtp H=store.example.org [198.51.100.8]: SMTP error from remote mail server after RCPT TO:<r@example.org>: 552 5.2.2 Mailbox full
2026-11-23 08:00:02 1tXyBB-00000000002-1dEf Completed
END
    ;;
    sendmail) cat <<END
Nov 23 08:00:01 mxb sm-mta[201]: 6AN801BB000201: from=<s@example.com>, size=500, class=0, nrcpts=1, msgid=<1@example.com>, proto=ESMTP, daemon=MTA, relay=mxa.example.com [192.0.2.5]
Nov 23 08:00:02 mxb sm-mta[202]: 6AN801BB000201: to=<r@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30500, relay=store.example.org. [198.51.100.8], dsn=5.2.2, reply=552 5.2.2 Mailbox full, stat=Service unavailable
END
    ;;
    opensmtpd) cat <<END
Nov 23 08:00:01 mxb smtpd[40]: bbbb000000000001 smtp connected address=192.0.2.5 host=mxa.example.com
Nov 23 08:00:01 mxb smtpd[40]: bbbb000000000001 smtp message msgid=bb0000e2 size=500 nrcpt=1 proto=ESMTP
Nov 23 08:00:01 mxb smtpd[40]: bbbb000000000001 smtp envelope evpid=bb0000e2000000f2 from=<s@example.com> to=<r@example.org>
Nov 23 08:00:01 mxb smtpd[40]: bbbb000000000001 smtp disconnected reason=quit
Nov 23 08:00:02 mxb smtpd[40]: bbbb000000000002 mta connecting address=smtp://198.51.100.8:25 host=store.example.org
Nov 23 08:00:02 mxb smtpd[40]: bbbb000000000002 mta connected
Nov 23 08:00:02 mxb smtpd[40]: bbbb000000000002 mta delivery evpid=bb0000e2000000f2 from=<s@example.com> to=<r@example.org> rcpt=<-> source="198.51.100.7" relay="198.51.100.8 (store.example.org)" delay=1s result="PermFail" stat="552 5.2.2 Mailbox full"
END
    ;;
    esac
}
servers="postfix exim sendmail opensmtpd"
id_of() {       # on the first host or the second
    case $1-$2 in
    postfix-1) echo 4hQzAA0001zaBc ;; postfix-2) echo 4hQzBB0002zaBc ;;
    exim-1) echo 1tXyAA-00000000001-1dEf ;; exim-2) echo 1tXyBB-00000000002-1dEf ;;
    sendmail-1) echo 6AN800AA000101 ;; sendmail-2) echo 6AN801BB000201 ;;
    opensmtpd-1) echo aa0000e1 ;; opensmtpd-2) echo bb0000e2 ;;
    esac
}
words_of() {    # what the second server says to the message, for a client that shows status codes
    case $1 in
    postfix) echo "2.0.0 Ok: queued as $2" ;;
    exim) echo "OK id=$2" ;;
    *) echo "2.0.0 $2 Message accepted for delivery" ;;
    esac
}
name_of() { [ "$1" = exim ] && echo mainlog || echo mail.log; }
for first in $servers; do
    for second in $servers; do
        here=$(id_of "$first" 1) there=$(id_of "$second" 2)
        rm -rf mxa mxb; mkdir mxa mxb
        sends "$first" "$(words_of "$second" "$there")" > "mxa/$(name_of "$first")"
        takes "$second" > "mxb/$(name_of "$second")"
        for id in "$here" "$there"; do
            "$SMTPLOG" --db none.db trace "$id" mxa mxb > story 2>&1 || cat story
            goes=lost ends=lost
            grep -q "^  → goes on as $there" story && grep -q "^  ← came as $here" story && goes=told
            tr -s " \n" " " < story | grep -q "552 5.2.2 Mailbox full" && ends=told
            echo "$first to $second, by the id on the $([ "$id" = "$here" ] && echo first || echo second): the hop is $goes, the end is $ends"
        done
    done
done
