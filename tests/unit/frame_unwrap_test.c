/* Lines within what containers, shippers and shells put around them. */
#include "base/strbuf.h"
#include "frame/frame.h"
#include "frame/journal.h"
#include "frame/unwrap.h"
#include "frame/unwrap_rows.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static void set_zone(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
}

/* "year-month-day hour:minute:second zone|host|tag|pid|body|more" of what stands inside. */
static void spell(struct strbuf *out, const struct shaped *s)
{
    const struct stamp *t = &s->stamp;
    if (t->zone == STAMP_EPOCH)
        strbuf_fmt(out, "@%lld|", (long long)t->epoch);
    else
        strbuf_fmt(out, "%d-%d-%d %02d:%02d:%02d%s|", t->year, t->month, t->day, t->hour, t->minute,
                   t->second, t->zone == STAMP_OFFSET ? "Z" : "");
    strbuf_slice(out, s->host);
    strbuf_char(out, '|');
    strbuf_slice(out, s->tag);
    strbuf_fmt(out, "|%u|", s->pid);
    strbuf_slice(out, s->body);
    if (s->more.len) {
        strbuf_char(out, '|');
        strbuf_slice(out, s->more);
    }
}

/* A record that came out. */
static void spell_inner(struct strbuf *out, struct journal *j, const struct unwrapped *inner)
{
    struct shaped shaped;
    int whole;
    strbuf_fmt(out, "%s%llu-%llu ", out->len ? "\n" : "", (unsigned long long)inner->line.number,
               (unsigned long long)inner->last);
    if (unwrap_shape(j, inner->line.text, &inner->outer, &shaped, &whole))
        spell(out, &shaped);
    else
        strbuf_char(out, '?');
}

/* Lines (separated by \n) through a plan; each record that comes out, one a line, "?": none. */
static char *read_through(const char *plan_name, struct smtplog_slice text)
{
    struct journal *j = journal_new();
    struct unwrap_plan plan;
    struct unwrapped inner;
    struct strbuf out = {0};
    struct line line = {0};
    int more = 1;

    cr_assert(unwrap_named(&plan, slice_str(plan_name)), "%s", plan_name);
    struct unwrapper *u = unwrapper_new(&plan);
    strbuf_str(&out, "");
    while (more) {
        more = scan_until(&text, '\n', &line.text);
        if (!more)
            line.text = text;
        line.number++;
        for (int got = unwrap_next(u, &line, &inner); got; got = unwrap_again(u, &inner))
            spell_inner(&out, j, &inner);
    }
    while (unwrap_flush(u, &inner))
        spell_inner(&out, j, &inner);
    cr_expect_eq(unwrap_open(u), 0, "%s", plan_name);
    unwrapper_free(u);
    journal_free(j);
    return strbuf_steal(&out);
}

#define WHOLE "May  1 10:00:00 mx postfix/smtpd[66]: hello"
#define INSIDE "0-5-1 10:00:00|mx|postfix/smtpd|66|hello"
#define DATED "2024-5-1 10:00:00|mx|postfix/smtpd|66|hello"
#define ZONED "2024-5-1 10:00:00Z|mx|postfix/smtpd|66|hello"
#define NANO "2024-05-01T10:00:00.123456789Z"

static const struct { const char *plan, *text, *want; } rows[] = {
    {"plain", WHOLE, "1-1 " INSIDE},
    {"cri", NANO " stdout F " WHOLE, "1-1 " ZONED},
    {"cri", NANO " stdout P May  1 10:00:00 mx post\n" NANO " stderr F " WHOLE "\n" NANO
     " stdout F fix/smtpd[66]: hello", "2-2 " ZONED "\n1-3 " ZONED},
    {"cri", NANO " stdout F mx postfix/smtpd[66]: hello",
     "1-1 2024-5-1 10:00:00Z|mx|postfix/smtpd|66|hello"},
    {"cri", NANO " stdout F", "1-1 ?"},
    {"cri", NANO " neither F " WHOLE, "1-1 2024-5-1 10:00:00Z|neither||0|F " WHOLE},
    {"json", "{\"log\":\"" WHOLE "\\n\",\"stream\":\"stdout\",\"time\":\"" NANO "\"}", "1-1 " ZONED},
    {"json", "{\"message\":\"" WHOLE "\",\"@timestamp\":\"" NANO "\"}", "1-1 " DATED},
    {"json", "{\"message\":\"" WHOLE "\"}", "1-1 " INSIDE},
    {"json", "{\"time\":\"" NANO "\",\"hostname\":\"mx\",\"appname\":\"postfix/smtpd\",\"procid\":66,"
     "\"msg\":\"hello\"}", "1-1 " ZONED},
    {"json", "{\"time\":1714557600123,\"host\":{\"name\":\"mx\"},\"syslogtag\":\"postfix/smtpd[66]:\","
     "\"message\":\" hello\\nworld\"}", "1-1 @1714557600|mx|postfix/smtpd|66|hello|world"},
    {"json", "{\"no\":\"text\"}", "1-1 ?"},
    {"json", "{\"message\":", "1-1 ?"},
    /* a complete record's message is no line, unless a row says that lines stand there */
    {"json", "{\"time\":\"" NANO "\",\"host\":\"h\",\"program\":\"app\",\"msg\":\"" WHOLE "\"}",
     "1-1 2024-5-1 10:00:00Z|h|app|0|" WHOLE},
    {"json+record", "{\"time\":\"" NANO "\",\"host\":\"h\",\"program\":\"app\",\"msg\":\"" WHOLE "\"}",
     "1-1 " DATED},
    {"export", "__CURSOR=a=1\n__REALTIME_TIMESTAMP=1714557600123456\n_HOSTNAME=mx\n_PID=66\n"
     "SYSLOG_IDENTIFIER=postfix/smtpd\nMESSAGE=hello\n", "1-7 @1714557600|mx|postfix/smtpd|66|hello"},
    {"json-pretty", "[\n  {\n  \"message\": \"" WHOLE "\",\n  \"a\": {\"b\": \"}\"}\n  },\n]",
     "1-1 ?\n2-5 ?\n6-6 ?"},
    {"json-pretty+json", "{\n  \"message\": \"" WHOLE "\",\n  \"a\": {\"b\": \"}\"}\n},", "1-4 " INSIDE},
    {"json-pretty+json", "{\"events\": [\n  {\n  \"message\": \"" WHOLE "\"\n  },\n  {\"message\": \"" WHOLE
     "\"}],\n\"next\": \"f/[3\", \"n\": 5}", "1-1 ?\n2-4 " INSIDE "\n5-5 " INSIDE "\n6-6 ?"},
    {"json-pretty+json", "{\"message\":\"" WHOLE "\"}{\"message\":\"" WHOLE "\"} {\"message\":\"" WHOLE "\"}",
     "1-0 " INSIDE "\n1-0 " INSIDE "\n1-1 " INSIDE},
    {"json-pretty+json", "{\"data\":{\"result\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"1714557600000000000\",\""
     WHOLE "\"],[\"1714557600000000000\",\"" WHOLE "\"]]}],\"stats\":{\"n\":1}}}",
     "1-0 " DATED "\n1-0 " DATED "\n1-1 ?"},
    /* strings in another list of the envelope are no lines */
    {"json-pretty+json", "{\"messages\":[{\"message\":\"" WHOLE "\"}],\"fields\":[\"x\",\"y\"],\"n\":9}",
     "1-0 " INSIDE "\n1-1 ?"},
    {"json-pretty+string", "[\"" WHOLE "\", \"" WHOLE "\"]\n" WHOLE,
     "1-0 " INSIDE "\n1-1 " INSIDE "\n2-2 " INSIDE},
    {"json-pretty+json", "{\n  \"message\" => \"" WHOLE "\",\n \"@timestamp\" => " NANO ",\n \"tags\" => [\n"
     "  [0] \"a\"\n ]\n}", "1-7 " DATED},
    {"json", "[1714557600.5, {\"log\"=>\"" WHOLE " \"quoted\"\"}]", "1-1 " DATED " \"quoted\""},
    {"verbose", "Wed 2024-05-01 10:00:00.123456 UTC [s=4a;i=1;b=2]\n    _PID=66\n    SYSLOG_IDENTIFIER="
     "postfix/smtpd\n    MESSAGE=hello\nWed 2024-05-01 10:00:01.5 UTC [s=4a;i=2]\n    MESSAGE=b\n",
     "1-4 2024-5-1 10:00:00Z||postfix/smtpd|66|hello\n5-7 2024-5-1 10:00:01Z|||0|b"},
    {"string", "\"" WHOLE " \\u003ca\\u003e \\\"b\\\"\",\n  b'" WHOLE "'\n`" WHOLE "`\n'" WHOLE,
     "1-1 " INSIDE " <a> \"b\"\n2-2 " INSIDE "\n3-3 " INSIDE "\n4-4 ?"},
    {"facility", "May  1 10:00:00 mx mail.info postfix/smtpd[66]: hello\n"
     "May  1 10:00:00 mail:warn postfix/smtpd[66]: hello\n" WHOLE,
     "1-1 " INSIDE "\n2-2 0-5-1 10:00:00||postfix/smtpd|66|hello\n3-3 " INSIDE},
    {"metalog", "May  1 10:00:00 [postfix/smtpd] hello\nMay  1 10:00:00 [1] hello",
     "1-1 0-5-1 10:00:00||postfix/smtpd|0|hello\n2-2 0-5-1 10:00:00|[1]||0|hello"},
    {"metalog", "May  1 10:00:00 mx [postfix/smtpd] [66] hello\nMay  1 10:00:00 [postfix/smtpd] [66]: hello\n"
     "May  1 10:00:00 mx [postfix/smtpd] hello",
     "1-1 " INSIDE "\n2-2 0-5-1 10:00:00||postfix/smtpd|66|hello\n3-3 0-5-1 10:00:00|mx||0|[postfix/smtpd] hello"},
    {"html", WHOLE " &lt;a&gt; &amp;lt;", "1-1 " INSIDE " <a> &lt;"},
    {"octets", "47 <22>" WHOLE "47 <22>" WHOLE, "1-0 " INSIDE "\n1-1 " INSIDE},
    {"stamp", "May  1 10:00:00.123: mx postfix/smtpd[66]: hello", "1-1 " INSIDE},
    {"compose", "smtp-1  | " WHOLE, "1-1 " INSIDE},
    {"compose", "mail_smtp.1.abc@node1    | " WHOLE, "1-1 " INSIDE},
    {"compose", "10:00:00 smtp.1   | " WHOLE, "1-1 " INSIDE},
    {"compose", "two words | " WHOLE, "1-1 ?"},
    {"compose+stamp", "smtp-1  | " NANO " " WHOLE, "1-1 " ZONED},
    {"table", "31.1.2018, 19:14:58 | info | hello", "1-1 2018-1-31 19:14:58|||0|hello"},
    {"table", "1/31/2018, 7:14:58 PM | postfix/smtpd | warning | hello",
     "1-1 2018-1-31 19:14:58||postfix/smtpd|0|hello"},
    {"table", "31.1.2018, 19:14:58\tinfo\tNOQUEUE: a", "1-1 2018-1-31 19:14:58|||0|NOQUEUE: a"},
    {"table", "31.1.2018, 19:14:58 | other | hello", "1-1 ?"},
    {"bracket", "[pod/smtp-0/postfix] " WHOLE, "1-1 " INSIDE},
    {"quote", "> " WHOLE, "1-1 " INSIDE},
    {"quote", ">> " WHOLE "\n| " WHOLE, "1-1 " INSIDE "\n2-2 " INSIDE},
    {"indent", " \t\xc2\xa0 " WHOLE, "1-1 " INSIDE},
    {"grep", "/var/log/mail.log.1:" WHOLE "\nmail.log-" WHOLE "\nmail.log:12:" WHOLE,
     "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 " INSIDE},
    {"grep", "mx-1-mail.log:2024-05-01T10:00:00Z mx postfix/smtpd[66]: hello", "1-1 " ZONED},
    {"grep", "mainlog:2024-05-01 10:00:00 a => b", "1-1 2024-5-1 10:00:00|||0|a => b"},
    {"numbered", "12:" WHOLE "\n  7\t" WHOLE "\n 8 \xe2\x94\x82 " WHOLE,
     "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 " INSIDE},
    {"numbered", "12:hello", "1-1 ?"},
    {"stamp", NANO " " WHOLE, "1-1 " ZONED},
    {"stamp", "2024-05-01T12:00:00.1+02:00 " WHOLE, "1-1 " ZONED},
    {"stamp", "[2024-05-01 10:00:00,123] mx postfix/smtpd[66]: hello", "1-1 " DATED},
    {"stamp", "2024 May  1 10:00:00 mx postfix/smtpd[66]: hello", "1-1 " DATED},
    {"stamp", "@4000000066321 " WHOLE, "1-1 ?"},
    {"stamp", "@40000000663212aa07bb6a28 " WHOLE, "1-1 " ZONED},
    {"labels", "{app=\"smtp\"} " WHOLE, "1-1 " INSIDE},
    {"logfmt", "ts=" NANO " level=info msg=\"" WHOLE "\"", "1-1 " DATED},
    {"logfmt", "time=" NANO " host=mx program=postfix/smtpd pid=66 msg=\"hel\\\"lo\"",
     "1-1 2024-5-1 10:00:00Z|mx|postfix/smtpd|66|hel\"lo"},
    {"csv", "\"" NANO "\",\"node\",\"" WHOLE "\"", "1-1 " DATED},
    {"csv", "2024-05-01 10:00:00+00,mx,postfix/smtpd[66]:,\"hello, \"\"you\"\"\"",
     "1-1 2024-5-1 10:00:00Z|mx|postfix/smtpd|66|hello, \"you\""},
    {"colours", "\x1b[1;31m" WHOLE "\x1b[0m\x1b[K", "1-1 " INSIDE},
    {"octets", "55 <22>" WHOLE, "1-1 " INSIDE},
    {"record", "May  1 10:00:01 node 3f2a[8]: " WHOLE, "1-1 " INSIDE},
    {"record", "May  1 10:00:01 node 3f2a[8]: 2024-05-01 10:00:00 a => b",
     "1-1 2024-5-1 10:00:00|node||0|a => b"},
    {"record", "May  1 10:00:01 node exim[8]: 2024-05-01 10:00:00 a => b",
     "1-1 2024-5-1 10:00:00|node|exim|8|a => b"},
    {"record", WHOLE, "1-1 " INSIDE},
    {"record+compose", "May  1 10:00:01 node app[8]: not a | line", "1-1 0-5-1 10:00:01|node|app|8|not a | line"},
    {"json+lines", "{\"rc\":0,\"stdout\":\"first\\n" WHOLE "\\r\\n" WHOLE "\",\"stderr\":\"\"}\n{\"stdout\":\""
     WHOLE "\"}", "1-0 ?\n1-0 " INSIDE "\n1-1 " INSIDE "\n2-2 " INSIDE},
    {"string+lines", "\"" WHOLE "\\n" WHOLE "\\n\"", "1-0 " INSIDE "\n1-1 " INSIDE},
    {"arrow+json+lines", "ok: [mx1] => {\"stdout\": \"" WHOLE "\\n" WHOLE "\"}\na => b",
     "1-0 " INSIDE "\n1-1 " INSIDE "\n2-2 ?"},
    {"arrow", "{ => {\n" WHOLE " => b", "1-1 ?\n2-2 " INSIDE " => b"},
    {"lines", WHOLE, "1-1 " INSIDE},
    {"words", "a b c d " WHOLE "\na\tb c d\t" NANO " " WHOLE, "1-1 " INSIDE "\n2-2 " INSIDE},
    {"tagged", "May  1 10:00:00 mx logger: postfix/smtpd[66]: hello\n" WHOLE "\nMay  1 10:00:00 mx app[7]: a: b",
     "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 0-5-1 10:00:00|mx|app|7|a: b"},
    {"html", "<li>" WHOLE "</li><br/>\n" WHOLE " <li@x> <b", "1-1 " INSIDE "\n2-2 " INSIDE " <li@x> <b"},
    {"facility", "May  1 10:00:00 mx mail info postfix/smtpd[66]: hello\nMay  1 10:00:00 mx : postfix/smtpd[66]: hello\n"
     "May  1 10:00:00 mx INFO postfix/smtpd[66]: hello\nMay  1 10:00:00 mail postfix/smtpd[66]: hello\n"
     "May  1 10:00:00 mx mail.info: postfix/smtpd[66]: hello",
     "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 " INSIDE "\n4-4 0-5-1 10:00:00|mail|postfix/smtpd|66|hello\n5-5 " INSIDE},
    {"quote", "| " WHOLE " |", "1-1 " INSIDE},
    {"quote+string", "- `" WHOLE "`", "1-1 " INSIDE},
    {"words-2+bracket", "a b [info]" WHOLE, "1-1 " INSIDE},
    {"colours", "\x1b]0;mx1\a\x1b[32m" WHOLE "\x1b[0m", "1-1 " INSIDE},
    {"csv", "| 2024-05-01 10:00:00 | mx | postfix/smtpd[66]: | hello | you |",
     "1-1 2024-5-1 10:00:00|mx|postfix/smtpd|66|hello | you"},
    {"csv", NANO ",mx,postfix/smtpd,66,hello you", "1-1 " "2024-5-1 10:00:00Z|mx|postfix/smtpd|66|hello you"},
    {"string", "\"stdout\": \"" WHOLE "\",", "1-1 ?"},
    {"american", "05/13/2024 10:00:00 mx postfix/smtpd[66]: hello\n13/05/2024 10:00:00 mx a[1]: b",
     "1-1 2024-5-13 10:00:00|mx|postfix/smtpd|66|hello\n2-2 ?"},
    {"stamp", "May  1 10:00:00 2024 mx postfix/smtpd[66]: hello\nMay  1 10:00:00 UTC mx postfix/smtpd[66]: hello\n"
     "May  1 2024 10:00:00 CET: mx postfix/smtpd[66]: hello\n20240501 10:00:00 mx postfix/smtpd[66]: hello\n"
     "20240501T100000Z mx postfix/smtpd[66]: hello\n2024-05-01t10:00:00z mx postfix/smtpd[66]: hello\n"
     "MAY  1 10:00:00 mx postfix/smtpd[66]: hello\n01.05.24 10:00:00 mx postfix/smtpd[66]: hello\n"
     "[1714557600.5] mx postfix/smtpd[66]: hello\n@1714557600 mx postfix/smtpd[66]: hello\n"
     "May  1 10:00:00 MAIL postfix/smtpd[66]: hello",
     "1-1 " DATED "\n2-2 0-5-1 10:00:00Z|mx|postfix/smtpd|66|hello\n3-3 " DATED "\n4-4 " DATED "\n5-5 " ZONED
     "\n6-6 " ZONED "\n7-7 " INSIDE "\n8-8 " DATED "\n9-9 @1714557600|mx|postfix/smtpd|66|hello\n"
     "10-10 @1714557600|mx|postfix/smtpd|66|hello\n11-11 0-5-1 10:00:00|MAIL|postfix/smtpd|66|hello"},
    {"ltsv", "time:" NANO "\thost:mx\tident:postfix/smtpd\tpid:66\tmessage:hello\na:b\nc d:e\tf:g",
     "1-1 " ZONED "\n2-2 ?\n3-3 ?"},
    {"spaced", NANO "\tmx\tpostfix/smtpd[66]:\thello\nMay  1 10:00:00  postfix/smtpd[66]:  hello\n"
     "May 1 10:00:00\xc2\xa0mx\xc2\xa0postfix/smtpd[66]:\xc2\xa0hello\nMay  1 10:00:00 mx  a b",
     "1-1 " ZONED "\n2-2 0-5-1 10:00:00||postfix/smtpd|66|hello\n3-3 " INSIDE "\n4-4 0-5-1 10:00:00|mx||0| a b"},
    {"bare-5424", NANO " mx postfix/smtpd 66 - - hello\n" NANO " mx postfix/smtpd 66 hello",
     "1-1 " ZONED "\n2-2 2024-5-1 10:00:00Z|mx||0|postfix/smtpd 66 hello"},
    {"plain", "<22>1 2024-05-01T10:00:00Z mx postfix/smtpd[66] - - - hello", "1-1 " ZONED},
    {"forwarded", "May  1 10:00:00 Message forwarded from mx: postfix/smtpd[66]: hello", "1-1 " INSIDE},
    {"hosts", "May  1 10:00:00 192.0.2.1 mx postfix/smtpd[66]: hello\n" WHOLE, "1-1 " INSIDE "\n2-2 " INSIDE},
    {"level", "May  1 10:00:00 mx postfix/smtpd[66] <Info>: hello\nMay  1 10:00:00 mx postfix/smtpd[66] <a b",
     "1-1 " INSIDE "\n2-2 0-5-1 10:00:00|mx||0|postfix/smtpd[66] <a b"},
    {"unified", "2024-05-01 10:00:00.123456+0000 0x8e0d8    Info        0x0                  66     0    smtpd: hello",
     "1-1 2024-5-1 10:00:00Z||smtpd|66|hello"},
    {"backslashes", "May  1 10:00:00 mx postfix/smtpd\\[66\\]: hello \\<a\\_b\\> \\n", "1-1 " INSIDE " <a_b> \\n"},
    {"quoted-printable", "May  1 10:00:00 mx postfix/sm=\ntpd[66]: hello a=3Db=20=3C\n" WHOLE,
     "1-2 " INSIDE " a=b <\n3-3 " INSIDE},
    {"folded", "May  1 10:00:00 mx postfix/\nsmtpd[66]: hello a b c d\nMay  1 10:00:00 mx postfix\n/smtpd[66]: hello\n"
     WHOLE, "1-2 " INSIDE " a b c d\n3-4 0-5-1 10:00:00|mx||0|postfix /smtpd[66]: hello\n5-5 " INSIDE},
    {"wrapped", "a\nMay  1 10:00:00 mx postfix/smtpd[66]:\nhello a\nb\n" WHOLE,
     "1-1 ?\n2-4 " INSIDE " a b\n5-5 " INSIDE},
    {"html", "<line n='1'><![CDATA[" WHOLE "]]></line>\n<v>" WHOLE " &lt;a&gt;</v>\n" WHOLE " &#60;&#x3E;<br/>\n"
     "<tr><td>2024-05-01 10:00:00</td><td>" "mx postfix/smtpd[66]: hello</td></tr>\n" WHOLE " <a@b></c d>",
     "1-1 " INSIDE "\n2-2 " INSIDE " <a>\n3-3 " INSIDE " <>\n4-4 ?\n5-5 " INSIDE " <a@b></c d>"},
    {"html+lines", "<p>" WHOLE "<br>" WHOLE "</p>", "1-0 " INSIDE "\n1-1 " INSIDE},
    {"html+spaced", "<tr><td>2024-05-01 10:00:00</td><td>mx</td><td>postfix/smtpd[66]:</td><td>hello</td></tr>",
     "1-1 " DATED},
    {"string", "\xe2\x80\x9c" WHOLE "\xe2\x80\x9d\n\xc2\xab" WHOLE "\xc2\xbb\n\"" WHOLE "\",\"x\"",
     "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 ?"},
    {"quote", "\xe2\x94\x82 " WHOLE "\n**" WHOLE "**", "1-1 " INSIDE "\n2-2 " INSIDE},
    {"bracket", "[i]" WHOLE "[/i]\n[i]" WHOLE "[/x]y]", "1-1 " INSIDE "\n2-2 " INSIDE "[/x]y]"},
    {"indent", "\xef\xbb\xbf" WHOLE "\n\r" WHOLE, "1-1 " INSIDE "\n2-2 " INSIDE},
    {"colours", "^[[32m" WHOLE "^[[0m\n[32m" WHOLE "[0m\n" WHOLE " a[7]", "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 " INSIDE " a[7]"},
    {"word+string", "textPayload: '" WHOLE "'", "1-1 " INSIDE},
    {"json", "{\"@timestamp\":\"" NANO "\",\"message\":\"hello\",\"event\":{\"original\":\"" WHOLE "\"}}",
     "1-1 " DATED},
    {"json", "{\"@timestamp\":\"" NANO "\",\"host.hostname\":\"mx\",\"process.name\":\"postfix/smtpd\","
     "\"process.pid\":66,\"message\":\"hello\"}", "1-1 " ZONED},
    {"csv", NANO ";mx;postfix/smtpd[66]:;hello; a; b", "1-1 " ZONED "; a; b"},
    {"plain", WHOLE "  \r", "1-1 " INSIDE},
    {"word", "mx1: " WHOLE "\nmx1: hello", "1-1 " INSIDE "\n2-2 ?"},
    {"words-2", "smtp-0 postfix " WHOLE, "1-1 " INSIDE},
    {"words-3", "a b c " WHOLE, "1-1 " INSIDE},
    {"list", "*** 1. row ***\nReceivedAt: 2024-05-01 10:00:00\n  FromHost: mx\n SysLogTag: postfix/smtpd[66]:\n   Message: hello\n"
     "*** 2. row ***\nMessage: x\n\nLine : " WHOLE "\nPattern : a\n\n" WHOLE, "1-5 " DATED "\n6-8 ?\n9-11 " INSIDE "\n12-12 " INSIDE},
    {"list", "Line : " WHOLE "\nb : c\n" WHOLE "\n" WHOLE, "1-2 " INSIDE "\n3-3 " INSIDE "\n4-4 " INSIDE},
    {"list", "LogRecord #0\nObservedTimestamp: 2024-05-01 10:00:01 +0000 UTC\nTimestamp: 1970-01-01 00:00:00 +0000 UTC\n"
     "Body: Str(" WHOLE ")\nAttributes:\n     -> a.b: Str(c)", "1-6 " DATED},
    {"stamp+exim-verbose", NANO "    66 LOG: queue_run MAIN\n" NANO "    66   Start queue run: pid=66\n" NANO " SMTP>> 250 OK",
     "1-2 2024-5-1 10:00:00Z||exim|66|Start queue run: pid=66\n3-3 2024-5-1 10:00:00Z|||0|SMTP>> 250 OK"},
    {"exim-verbose", "LOG: MAIN REJECT\n  " WHOLE "\n" WHOLE, "1-2 " INSIDE "\n3-3 " INSIDE},
    {"sql", "INSERT INTO `SystemEvents` VALUES (5,NULL,'2024-05-01 10:00:00',2,'mx',' hello','postfix/smtpd[66]:'),"
     "(6,NULL,'2024-05-01 10:00:00',2,'mx','it''s \\'a\\'','postfix/smtpd[66]:');\nINSERT INTO a VALUES (1,'b')\n(1,2",
     "1-0 " DATED "\n1-1 2024-5-1 10:00:00|mx|postfix/smtpd|66|it's 'a'\n2-2 ?\n3-3 ?"},
    {"before-priority", "192.0.2.1,2,6,<22>" WHOLE "\n<22>" WHOLE "\na<b> " WHOLE, "1-1 " INSIDE "\n2-2 " INSIDE "\n3-3 ?"},
};

Test(frame_unwrap, every_row)
{
    set_zone();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = read_through(rows[i].plan, slice_str(rows[i].text));
        cr_expect_str_eq(got, rows[i].want, "row %zu, %s: got %s", i, rows[i].plan, got);
        free(got);
    }
}

Test(frame_unwrap, each_row_of_the_table_has_a_sample)
{
    for (size_t row = 0; row < unwrap_rows_count(); row++) {
        struct unwrap_plan plan = {.len = 1, .row = {(uint8_t)row}}, again;
        struct strbuf name = {0};
        size_t samples = 0;
        unwrap_name(&name, &plan);
        cr_assert(unwrap_named(&again, strbuf_view(&name)));
        cr_expect(again.len == 1 && again.row[0] == row, "%s", name.ptr);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            samples += slice_starts(slice_str(rows[i].plan), name.ptr);
        cr_expect(samples > 0, "no sample for %s", name.ptr);
        strbuf_release(&name);
    }
}

/* Every front of every sample through every row, with nothing readable behind it. */
Test(frame_unwrap, never_reads_beyond_the_end)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *area = mmap(NULL, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(area, MAP_FAILED);
    cr_assert_eq(mprotect(area + page, page, PROT_NONE), 0);
    for (size_t row = 0; row < unwrap_rows_count(); row++) {
        struct unwrap_plan plan = {.len = 1, .row = {(uint8_t)row}};
        struct unwrapper *u = unwrapper_new(&plan);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            for (size_t len = 0; len <= strlen(rows[i].text); len++) {
                struct unwrapped inner;
                struct shaped shaped;
                int whole;
                char *text = area + page - len;
                memcpy(text, rows[i].text, len);
                struct line line = {.text = slice_of(text, len), .number = 1};
                if (unwrap_next(u, &line, &inner))
                    unwrap_shape(NULL, inner.line.text, &inner.outer, &shaped, &whole);
            }
        unwrapper_free(u);
    }
    munmap(area, page * 2);
}

Test(frame_unwrap, plans_by_name)
{
    struct unwrap_plan plan;
    cr_expect(unwrap_named(&plan, SLICE_LIT("plain")) && plan.len == 0);
    cr_expect(unwrap_named(&plan, SLICE_LIT("compose+stamp+json")) && plan.len == 3);
    cr_expect(!unwrap_named(&plan, SLICE_LIT("compose+nonsense")));
    cr_expect(!unwrap_named(&plan, SLICE_LIT("cri+cri+cri+cri+cri")));
}
