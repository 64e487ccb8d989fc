# Control and escape characters of strangers, in whatever a log can hold, in every format of every
# command, into a pipe and onto a terminal: none goes out, C1 and bidirectional controls included.  A
# spreadsheet takes no cell of theirs for a formula.  And `sql` keeps its time whatever the statement.
command -v script > /dev/null || exit 77
esc=$(printf '\033]52;c;AAAA\007\033[31m'); c1=$(printf '\302\233\302\235'); bidi=$(printf '\342\200\256\342\201\246')
raw=$(printf '\233\235'); del=$(printf '\177\b\r')
bad="$esc$c1$bidi$raw$del"
{
    i=0
    for cell in '=1+1' '+1' '-1' '@SUM(1)' "x"; do
        i=$((i + 1)); at="2026-11-22T10:00:0$i+00:00"
        echo "$at mx1$bad postfix/smtpd[9]: NOQUEUE: reject: RCPT from $cell${bad}h[192.0.2.$i]: 550 5.7.1 <$cell${bad}r@example.org>: $cell$bad no; from=<$cell${bad}s@example.net> to=<$cell${bad}r@example.org> proto=SMTP helo=<$cell$bad>"
        echo "$at mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from $cell${bad}h[192.0.2.$i]: 450 4.7.1 $cell$bad later; from=<$cell${bad}s@example.net> to=<$cell${bad}r@example.org> proto=SMTP helo=<$cell$bad>"
        echo "$at mx1 postfix/smtp[9]: 4hA1B2C3D4z5$i: to=<$cell${bad}r@example.org>, relay=$cell${bad}mx[198.51.100.2]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host $cell${bad}mx[198.51.100.2] said: 550 5.1.1 $cell$bad no (in reply to RCPT TO command))"
        echo "$at mx1 postfix/smtpd[9]: warning: h$bad[192.0.2.$i]: SASL LOGIN authentication failed: $cell$bad, sasl_username=$cell${bad}u"
        echo "$at mx1 postfix/smtpd[9]: fatal: $cell$bad error not known"
    done
} > 'mail.log'
cp mail.log "mail$bad.log" 2> /dev/null || cp mail.log mail2.log

# Bytes that may not stand in what is shown: C0 but for tab and line ends, DEL, C1 as UTF-8 or as bare
# bytes that are no UTF-8, directional marks, embeddings, overrides and isolates.  What csv and tsv
# write into a pipe is data, for programs: there the bytes are the log's.
cat > look.py <<'X'
import os, re
bad = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\udc80-\udcff]")
ours = re.compile(rb"\x1b\[[0-9;]*[mKJH]|\x1b\]8;;[\x20-\x7e]*\x1b\\\\|\x04\b\b")    # colours, links
for n in sorted(os.listdir("out"), key=int):
    name, where, data = open(f"out/{n}", "rb").read().split(b"\0", 2)
    is_data = name.endswith((b"csv", b"tsv"))
    if where == b"pipe" and is_data:
        continue
    if where == b"tty":
        data = ours.sub(b"", data).replace(b"\r\r\n" if is_data else b"\r\n", b"\n")
        data = data.replace(b"\r\n", b"\n")
    text = data.decode("utf-8", "surrogateescape")
    found = sorted(set(map(ascii, bad.findall(text))))
    if found or not text.strip():
        print(f"{name.decode()} ({where.decode()}): {found or 'nothing is printed'}")
X
mkdir out
db="$PWD/a.db"; "$SMTPLOG" --db "$db" ingest . > said 2>&1 || :
tries=0
keep() { tries=$((tries + 1)); { printf '%s\0%s\0' "$1" "$2"; cat; } > out/$tries; }
both() {        # both NAME WORDS...
    name=$1; shift
    "$SMTPLOG" --db "$db" "$@" 2>&1 < /dev/null | keep "$name" pipe
    printf '%s' "'$SMTPLOG' --db '$db' --no-pager" > do.sh; printf " '%s'" "$@" >> do.sh
    tries=$((tries + 1)); script -qec "sh do.sh" /dev/null < /dev/null 2>&1 | keep "$name" tty
    tries=$((tries + 1))
}
keep ingest pipe < said; tries=$((tries + 1))
formats_of() { "$SMTPLOG" completions bash | sed -n "s/^ *$1:--format) .*-W '\([^']*\)'.*/\1/p"; }
day="--since 2026-11-22 --until 2026-11-23"
for command in top report status trace sql export metrics check explain; do
    for format in $(formats_of $command) none; do
        [ "$format" = none ] && with= || with="--format $format"
        case $command in
        top) for key in cause sender host; do both "top $key $format" top $day --by $key $with; done ;;
        report) both "report $format" report $day $with ;;
        trace) for what in 4hA1B2C3D4z51 192.0.2.1 "x${bad}r@example.org"; do both "trace $format" trace $what $with --since 2026-11-22; done ;;
        sql) both "sql $format" sql "SELECT * FROM events" $with; both "sql strange $format" sql "SELECT * FROM strange_lines" $with ;;
        export) for table in events sources strange_lines; do both "export $table $format" export --table $table --since 2026-11-22 $with; done ;;
        explain) both "explain $format" explain "550 5.7.1 $bad no" $with ;;
        *) both "$command $format" $command $with ;;
        esac
    done
done
both parse parse mail.log; both "ingest again" ingest mail.log "none$bad.log"; both config config
both "no such command" "x$bad"; both "no such value" top --by "x$bad"
for format in $(formats_of sql); do both "column name $format" sql "SELECT 1 AS \"x$bad\"" --format $format; done
both "sql error" sql "SELECT 'x$bad"; both "no such file" merge "x$bad"; both "no such configuration" --config "x$bad" status
mkdir rules; printf 'Name: x%s\nPattern: (\nFoo%s: 1\n' "$bad" "$bad" > "rules/x.rules"; both "bad rules" lint-rules rules
python3 look.py
[ $tries -gt 60 ] && echo "many were tried" || echo "only $tries were tried"

echo "-- no cell is a formula"
for command in "top $day --by sender --format csv" "top $day --by recipient --format csv" "report $day --format csv" "sql --spreadsheet --format csv 'SELECT sender, recipient, text, helo FROM events'"; do
    eval "\"\$SMTPLOG\" --db \"\$db\" $command" > cells.csv
    python3 - "$command" <<'X'
import csv, re, sys
cells = [c for row in csv.reader(open("cells.csv", newline="", encoding="utf-8")) for c in row]
formulas = [c for c in cells if c[:1] in "=+-@\t\r" and c and not re.fullmatch(r"-?[\d.,]+( %)?|-", c)]
quoted = any(c.startswith("'") for c in cells)
print(sys.argv[1].split()[0], len(cells) > 8, formulas[:3], "guarded" if quoted else "not one was guarded")
X
done

echo "-- sql keeps its time"
limit() { name=$1; shift; began=$(date +%s); status=0; "$SMTPLOG" --db "$db" sql --timeout 1s "$1" > rows 2> said || status=$?
    [ $(($(date +%s) - began)) -le 60 ] && echo "$name: status $status" || echo "$name: took too long"; }
limit "endless recursion" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
limit "endless rows" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n" 
limit "a join of joins" "SELECT count(*) FROM events a, events b, events c, events d, events e, events f, events g"
limit "one huge value" "SELECT length(hex(zeroblob(900000000)))"
limit "a huge replace" "SELECT length(replace(hex(zeroblob(4900000)), '0', 'abcdefghij'))"
limit "a slow pattern" "SELECT hex(zeroblob(2000000)) LIKE '%1%2%3%4%5%6%7%8%9%a%b%c%d%e%f%g'"
limit "a slow glob" "SELECT (SELECT hex(zeroblob(4000000))) GLOB '*1*2*3*4*5*6*7*8*9*'"
limit "a sort without end" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY i DESC"
limit "group_concat" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT length(group_concat(hex(zeroblob(1000)))) FROM n"
limit "printf" "SELECT length(printf('%.*c', 900000000, 'x'))"
