# What reads strangers' bytes has given up what it does not need, and all that it should read it reads.
source=$SAMPLES/../..
line() { echo "2026-11-22T10:00:0$1+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u$1@example.org>: Relay access denied; from=<a@example.net> to=<u$1@example.org> proto=SMTP helo=<h>"; }
count() { "$SMTPLOG" --db "$1" sql "SELECT count(*) FROM events" --format tsv | tail -n 1; }
skip() { echo "$1" > "$SKIPPED"; cat "$source/tests/e2e/sandbox.out"; exit; }
ready() { for try in $(seq 200); do [ "$(count "$1" 2> none || true)" = "$2" ] && break; sleep 0.05; done; count "$1"; }

[ -n "$(command -v cc)" ] || skip "no C compiler"
! grep -aq __asan_init "$SMTPLOG" || skip "the sanitizers take what the program gives up"
cat > has.c <<'C'
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { return syscall(444, (void *)0, 0ul, 1u) < 1; }
C
cc has.c -o has && ./has || skip "this kernel has no Landlock"

# A parser that tries what an attacker would, and warns of what it could do.
cat > pry.c <<'C'
#define _GNU_SOURCE
#include <smtplog/parser.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct pry { const struct smtplog_host *host; } pry;
static void *open_stream(const struct smtplog_host *host) { pry.host = host; return &pry; }
static void close_stream(void *state) { (void)state; }
static void tried(const char *what, int fd)
{
    char said[200];
    snprintf(said, sizeof said, "%s: %s", what, fd >= 0 ? "done" : strerror(errno));
    pry.host->warn(pry.host->to, said);
}
static int parse(void *state, const struct smtplog_line *line, struct smtplog_event *event)
{
    char *const words[] = {"touch", "run", NULL};
    (void)state;
    if (line->tag.len != 3 || memcmp(line->tag.ptr, "pry", 3))
        return SMTPLOG_NOT_MINE;
    if (line->body.len > 3 && memcmp(line->body.ptr, "try", 3) == 0) {
        tried("read", open("/etc/passwd", O_RDONLY | O_CLOEXEC));
        tried("write", open("made", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        tried("socket", socket(AF_INET, SOCK_STREAM, 0));
        tried("exec", execv("/usr/bin/touch", words));
    }
    event->kind = SMTPLOG_FAILURE;
    event->direction = SMTPLOG_INBOUND;
    event->disposition = SMTPLOG_REJECTED;
    event->origin = SMTPLOG_BY_LOCAL;
    event->reply = line->body;
    return SMTPLOG_SAID;
}
static const char *const samples[] = {"2026-01-02T03:04:05Z mx1 pry[1]: 550 no such user", NULL};
SMTPLOG_PARSER(pry) = {SMTPLOG_PARSER_HEAD, .name = "pry", .summary = "tries", .samples = samples,
                       .open = open_stream, .close = close_stream, .parse = parse};
C
cc -shared -fPIC -I "$source/parsers/include" pry.c -o pry.so
mkdir logs state
echo '2026-11-22T10:00:01+00:00 mx1 pry[1]: try 550 no such user' > logs/pry.log
for command in parse ingest trace; do
    echo "-- $command"
    case $command in trace) word=x@example.org ;; *) word='' ;; esac
    # shellcheck disable=SC2086
    "$SMTPLOG" --db state/a.db $command $word --plugin ./pry.so logs/pry.log 2>&1 |
        sed -n 's/.*\(read\|write\|socket\|exec\): /\1: /p' | sort -u
done
ls made run 2> none || echo "nothing was made"
echo "-- switched off, by the option and by the setting"
"$SMTPLOG" --db state/b.db ingest --no-sandbox --plugin ./pry.so logs/pry.log 2>&1 | sed -n 's/.*read: /read: /p'
rm -f run made
SMTPLOG_SANDBOX=no "$SMTPLOG" --db state/b.db parse --plugin ./pry.so logs/pry.log > none 2>&1; ls run

echo "-- what is named in any way is read"
mkdir far far/deep; line 1 > far/deep/real.log; line 2 > far/other.log
mkdir linked; ln -s ../far/deep/real.log linked/a.log; ln -s ../far linked/folder; ln -s ../../far/other.log far/deep/b.log
"$SMTPLOG" --db state/c.db ingest -q linked; count state/c.db
"$SMTPLOG" --db state/d.db ingest -q 'linked/folder/*.log'; count state/d.db
"$SMTPLOG" --db state/e.db ingest -q linked/folder/deep/b.log; count state/e.db
"$SMTPLOG" --db state/f.db ingest -q /dev/stdin < far/other.log; count state/f.db
line 3 | "$SMTPLOG" --db state/f.db ingest -q /dev/stdin; count state/f.db
mkfifo pipe; line 4 > pipe & "$SMTPLOG" --db state/f.db ingest -q pipe; count state/f.db
"$SMTPLOG" --db state/g.db ingest -q far/other.log; ln -s state/g.db link.db; "$SMTPLOG" --db link.db ingest -q far/deep; count state/g.db
TZ=Europe/Berlin "$SMTPLOG" parse far/other.log | grep -c '"time":"2026-11-22T10:00:02Z"'

echo "-- what comes later under a name that is followed"
mkdir day1; line 1 > day1/mail.log; ln -s day1 today
"$SMTPLOG" --db state/h.db ingest -q --follow today/mail.log 2> said & follower=$!
ready state/h.db 1
mv day1/mail.log day1/mail.log.1; { line 1; line 2; } > day1/mail.log; ready state/h.db 2
mkdir day2; line 3 > day2/mail.log; ln -sfn day2 today; ready state/h.db 3
kill "$follower"; wait "$follower" || echo "status=$?"; cat said

echo "-- explain: rules behind a link, a file"
mkdir rules.d far/rules; ln -s ../far/rules/own.rules rules.d/own.rules
printf 'Name: own-x\nDirection: outbound\nPattern: purple monkey\nCause: user-unknown\nExplanation: The monkeys moved.\nSample: 550 purple monkey\n' > far/rules/own.rules
printf 'Rules: rules.d\n' > own.conf
echo '550 purple monkey' > asked; "$SMTPLOG" --config own.conf --db none.db explain asked 2>&1 | grep -o 'The monkeys moved'

echo "-- nightly: the steps behind reading have their rights"
mkdir pages
printf 'Database: state/n.db\nPaths: far\nReport-Folder: pages\nSendmail: ./sendmail\nMail-To: a@example.org\n' > night.conf
printf '#!/bin/sh\ncat > mailed\n' > sendmail; chmod +x sendmail
"$SMTPLOG" --config night.conf nightly; echo "status=$?"; ls pages; grep -c Subject: mailed
