# Forms of an operator's own: a policy daemon's refusals are read by parse, ingest and explain alike,
# once; a server that was patched keeps its name; and lint-rules tells what is wrong.
mkdir forms.d
cp "$SAMPLES/../../packaging/examples/forms.d/policy.forms" forms.d/
cat > forms.d/patched.forms <<'X'
Name: bluegate
Program: postfix/smtpd
Starts: "bluegate: "
Pattern: bluegate: (?<peer_name>\S+)\[(?<peer_ip>[^]]+)\]: refused <(?<recipient>[^>]+)>: (?<text>.*)$
Says: failure
Direction: inbound
Phase: rcpt
Disposition: rejected
Verdict-By: local
Code: 550
Enhanced: 5.7.1
Marks: code-implied
Sample: Nov 22 18:00:02 mx1 postfix/smtpd[9]: bluegate: c.example.net[192.0.2.8]: refused <ann@example.org>: listed here
Expect: peer_name=c.example.net
X
cat > log <<'X'
Nov 22 18:00:00 mx1 quotapol[812]: rcpt=<ann@example.org> from=<bob@example.net> client=192.0.2.7 action=refuse: 452 4.2.2 Over quota, try again tomorrow
Nov 22 18:00:01 mx1 quotapol[812]: rcpt=<ann@example.org> action=grant
Nov 22 18:00:02 mx1 postfix/smtpd[9]: bluegate: c.example.net[192.0.2.8]: refused <ann@example.org>: listed here
Nov 22 18:00:03 mx1 quotapol[812]: something that no form knows: error
X
said() { grep -o '"\(mta\|process\|code\|code_source\|enhanced\|recipient\|text\)":[^,}]*' | paste -s -d ' '; }

"$SMTPLOG" parse log | wc -l
export SMTPLOG_FORMS="$PWD/forms.d" SMTPLOG_DB="$PWD/own.db"
"$SMTPLOG" lint-rules
"$SMTPLOG" parse log | while read -r line; do echo "$line" | said; done
"$SMTPLOG" ingest log
"$SMTPLOG" ingest log
"$SMTPLOG" sql --format csv 'SELECT mta, code, recipient, peer_ip, cause FROM events ORDER BY ts' | tr -d '\r'
"$SMTPLOG" sql --format csv 'SELECT lines, recognised, strange, unframed FROM sources' | tr -d '\r'
sed -n 3p log | "$SMTPLOG" explain - | head -n 1

echo "-- faults"
mkdir bad
cat > bad/a.forms <<'X'
Name: elsewhere
Program: quotapol
Literal: action=keep
Pattern: .*action=keep: (?<reply>.*)$
Says: facts
Sample: Nov 22 18:00:00 mx1 quotapol[812]: action=drop: 550 no

Name: wrong
Program: quotapol
Literal: action=drop
Pattern: action=drop: (?<reply>.*)$
Says: facts
Sample: Nov 22 18:00:00 mx1 quotapol[812]: action=drop: 550 no
Expect: code=551
Expect: colour=red

Name: known
Program: postfix/smtpd
Literal: connect
Pattern: connect from (?<peer_name>\S+)
Says: facts
Sample: Nov 22 18:00:00 mx1 postfix/smtpd[9]: connect from c.example.net[192.0.2.8]

Name: torn
Program: quotapol
Literal: x
Pattern: x(
Says: facts

Name: untried
Program: quotapol
Literal: y
Says: nothing
X
status=0; "$SMTPLOG" lint-rules bad || status=$?; echo "status $status"
status=0; SMTPLOG_FORMS=bad "$SMTPLOG" parse log > out || status=$?; echo "status $status, $(wc -l < out) events"
