/* Lines taken apart by shape, cut at every length. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "frame/frame.h"
#include "frame/journal.h"
#include "frame/shape.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { NOW = 1714600000 };          /* 1 May 2024 */
#define MAY 1714551072              /* 1 May 2024, 10:11:12 CEST */

static void set_zone(void)
{
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
}

/* "host|tag|pid|flags|body", "~" for what is not known. */
static char *spelled(const struct smtplog_line *l)
{
    struct strbuf out = {0};
    const struct smtplog_slice parts[] = {l->host, l->tag};
    for (size_t i = 0; i < 2; i++) {
        strbuf_slice(&out, parts[i].ptr ? parts[i] : SLICE_LIT("~"));
        strbuf_char(&out, '|');
    }
    strbuf_fmt(&out, "%u|%u|", l->pid, l->flags);
    strbuf_slice(&out, l->body);
    return strbuf_steal(&out);
}

static const struct row {
    const char *name, *text;
    int64_t time;
    const char *want;               /* NULL: no log line */
} rows[] = {
    {"F1 traditional", "May  1 10:11:12 mx1 postfix/smtpd[4711]: connect from x", MAY,
     "mx1|postfix/smtpd|4711|0|connect from x"},
    {"F1 precise", "May  1 10:11:12.123456 mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"F2 maillog_file", "May 01 10:11:12 mx1 postfix/master[1]: daemon started", MAY,
     "mx1|postfix/master|1|0|daemon started"},
    {"F3 rfc 3339", "2024-05-01T10:11:12.123456+02:00 mx1 postfix/relay/smtp[9]: x", MAY,
     "mx1|postfix/relay/smtp|9|0|x"},
    {"F3 zulu", "2024-05-01T08:11:12Z mx1.example.org postfix-192.0.2.50/smtpd[9]: x", MAY,
     "mx1.example.org|postfix-192.0.2.50/smtpd|9|0|x"},
    {"F4 rfc 5424", "<22>1 2024-05-01T10:11:12.123456+02:00 mx1 postfix 4711 - -  connect from x",
     MAY, "mx1|postfix|4711|2|connect from x"},
    {"F4 structured data", "<22>1 2024-05-01T08:11:12Z mx1 postfix 4711 ID47 "
     "[ex@32473 a=\"b\\\"] c\"][y@1 z=\"\\\\\"] \xef\xbb\xbfMSG", MAY, "mx1|postfix|4711|2|MSG"},
    {"F4 nil values", "<22>1 2024-05-01T08:11:12Z - - - - - MSG", MAY, "~|~|0|2|MSG"},
    {"F4 no message", "<22>1 2024-05-01T08:11:12Z mx1 postfix 4711 - -", MAY,
     "mx1|postfix|4711|2|"},
    {"F4 procid no number", "<22>1 2024-05-01T08:11:12Z mx1 postfix main - - m", MAY,
     "mx1|postfix|0|2|m"},
    {"F4 without priority", "1 2024-05-01T08:11:12Z mx1 postfix 7 - - m", MAY, "mx1|postfix|7|2|m"},
    {"F4 no time", "<22>1 - mx1 postfix 7 - - m", 0, NULL},
    {"F4 open element", "<22>1 2024-05-01T08:11:12Z mx1 postfix 7 - [a b=\"c] m", 0, NULL},
    {"F5 forwarded", "<22>May  1 10:11:12 mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"F5 local datagram", "<22>May  1 10:11:12 postfix/smtpd[4711]: a b", MAY,
     "~|postfix/smtpd|4711|0|a b"},
    {"F5 rfc 3339", "<20>2024-05-01T10:11:12+02:00 mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"F5 no priority", "<mail>May  1 10:11:12 mx1 postfix/smtpd[4711]: x", 0, NULL},
    {"F6 short-iso", "2024-05-01T10:11:12+0200 mx1 postfix/smtpd[4711]: [26B blob data]", MAY,
     "mx1|postfix/smtpd|4711|0|[26B blob data]"},
    {"F6 short-iso-precise", "2024-05-01T10:11:12.123456+0200 mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"F7 short-full", "Wed 2024-05-01 10:11:12 CEST mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"F8 short-unix", "1714551072.123456 mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"F10 Solaris", "May  1 10:11:12 mx1 postfix/smtpd[4711]: [ID 197553 mail.info] x y", MAY,
     "mx1|postfix/smtpd|4711|0|x y"},
    {"FreeBSD -v", "May  1 10:11:12 <mail.info> mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"foreign, no pid", "May  1 10:11:12 mx1 kernel: [ 12.5] x", MAY, "mx1|kernel|0|0|[ 12.5] x"},
    {"foreign, odd pid", "May  1 10:11:12 mx1 amavis[main]: x", MAY, "mx1|amavis|0|0|x"},
    {"no blank after the colon", "May  1 10:11:12 mx1 app[7]:x y", MAY, "mx1|app|7|0|x y"},
    {"tag with colons", "May  1 10:11:12 mx1 a::b[7]: x", MAY, "mx1|a::b|7|0|x"},
    {"no tag", "May  1 10:11:12 mx1 -- MARK --", MAY, "mx1|~|0|0|-- MARK --"},
    {"empty message", "May  1 10:11:12 mx1 postfix/smtpd[4711]: ", MAY,
     "mx1|postfix/smtpd|4711|0|"},
    {"empty message, blank stripped", "May  1 10:11:12 mx1 postfix/smtpd[4711]:", MAY,
     "mx1|postfix/smtpd|4711|0|"},
    {"tag before a time", "2024-05-01 10:11:12 mx1 postfix/smtpd[4711]: x", MAY,
     "mx1|postfix/smtpd|4711|0|x"},
    {"Exim file", "2024-05-01 10:11:12 1vbXyz-000000012Ab-3cDe <= a@example.org H=x", MAY,
     "~|~|0|1|1vbXyz-000000012Ab-3cDe <= a@example.org H=x"},
    {"Exim file, all on", "2024-05-01 10:11:12.123 +0200 [4711] 1vbXyz-0001AB-CD == b@example.net",
     MAY, "~|~|4711|1|1vbXyz-0001AB-CD == b@example.net"},
    {"Exim file, no id", "2024-05-01 10:11:12 H=[192.0.2.1]: rejected connection", MAY,
     "~|~|0|1|H=[192.0.2.1]: rejected connection"},
    {"Exim file, words and colons", "2024-05-01 10:11:12 Warning: purging: it", MAY,
     "~|~|0|1|Warning: purging: it"},
    {"Exim syslog", "May  1 10:11:13 mx exim[4711]: 2024-05-01 10:11:12 1vbXyz-0001AB-CD => x", MAY,
     "mx|exim|4711|0|1vbXyz-0001AB-CD => x"},
    {"Exim syslog, all on",
     "May  1 10:11:13 mx exim[4711]: 2024-05-01 10:11:12.123 +0200 [4711] 1vbXyz-0001AB-CD => x",
     MAY, "mx|exim|4711|0|1vbXyz-0001AB-CD => x"},
    {"Exim syslog without pid", "May  1 10:11:13 mx exim: 2024-05-01 10:11:12 [4712] Start", MAY,
     "mx|exim|4712|0|Start"},
    {"Exim syslog, absolute time wins",
     "2024-05-01T10:11:12+02:00 mx exim[4711]: 2024-05-01 10:11:11 1vbXyz-0001AB-CD => x", MAY,
     "mx|exim|4711|0|1vbXyz-0001AB-CD => x"},
    {"Exim syslog, no own stamp", "2024-05-01T10:11:12+02:00 mx exim[4711]: [4711] a => x", MAY,
     "mx|exim|4711|0|a => x"},
    {"Exim under another name", "May  1 10:11:13 mx mta[4711]: 2024-05-01 10:11:12 a => x", MAY,
     "mx|mta|4711|0|a => x"},
    {"Exim, template of such stamps", "2024-05-01 10:11:12 mx exim[4711]: [4711] Start", MAY,
     "mx|exim|4711|0|Start"},
    {"other program's number", "May  1 10:11:12 mx app[7]: [99] x", MAY, "mx|app|7|0|[99] x"},
    {"journal note", "-- Boot 0123456789abcdef --", 0, NULL},
    {"journal note", "-- No entries --", 0, NULL},
    {"words", "May the first be with you, always and ever", 0, NULL},
    {"impossible date", "Feb 30 10:11:12 mx1 postfix/smtpd[4711]: x", 0, NULL},
    {"impossible month", "2024-13-01T10:11:12Z mx1 postfix/smtpd[4711]: x", 0, NULL},
    {"JSON that is no log", "{\"file\": \"mainlog\", \"line_no\": 20}", 0, NULL},
    {"empty", "", 0, NULL},
    {"blank", " ", 0, NULL},
    {"binary", "\x7f" "ELF\x02\x01\x01", 0, NULL},
};

Test(frame_shape, every_framing)
{
    set_zone();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        struct record record;
        int ok = frame_one(slice_str(r->text), NOW, &record);
        cr_expect_eq(ok, r->want != NULL, "row %s", r->name);
        if (!ok || !r->want)
            continue;
        char *got = spelled(&record.line);
        cr_expect_str_eq(got, r->want, "row %s: %s", r->name, got);
        cr_expect_eq(record.line.time, r->time, "row %s: %ld", r->name, (long)record.line.time);
        free(got);
    }
}

/* Every front of every row, with nothing readable behind it. */
Test(frame_shape, never_reads_beyond_the_end)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *area = mmap(NULL, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(area, MAP_FAILED);
    cr_assert_eq(mprotect(area + page, page, PROT_NONE), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t len = 0; len <= strlen(rows[i].text); len++) {
            char *text = area + page - len;
            struct shaped shaped;
            memcpy(text, rows[i].text, len);
            if (shape_line(NULL, slice_of(text, len), &shaped) && shaped.body.len) {
                const char *end = shaped.body.ptr + shaped.body.len;
                while (end < text + len && *end == ' ')     /* blanks at the end are no text */
                    end++;
                cr_assert_eq(end, text + len);
            }
        }
    munmap(area, page * 2);
}

#define AT "\"__REALTIME_TIMESTAMP\":\"1714551072123456\""

static const struct {
    const char *name, *text, *want, *more;
} journals[] = {
    {"plain", "{" AT ",\"_HOSTNAME\":\"mx1\",\"SYSLOG_IDENTIFIER\":\"postfix/smtpd\","
     "\"SYSLOG_PID\":\"12\",\"_PID\":\"13\",\"MESSAGE\":\"a \\u00e9\"}",
     "mx1|postfix/smtpd|12|0|a \xc3\xa9", NULL},
    {"other order", "{\"MESSAGE\":\"m\",\"_PID\":\"13\"," AT ",\"_COMM\":\"smtpd\"}",
     "~|smtpd|13|0|m", NULL},
    {"bytes", "{" AT ",\"MESSAGE\":[97,32,233,98]}", "~|~|0|0|a \xe9" "b", NULL},
    {"several values", "{" AT ",\"_HOSTNAME\":[\"mx1\",\"mx2\"],\"MESSAGE\":[\"m\",\"n\"]}",
     "mx1|~|0|0|m", NULL},
    {"null fields", "{" AT ",\"_HOSTNAME\":null,\"SYSLOG_PID\":null,\"MESSAGE\":\"m\"}",
     "~|~|0|0|m", NULL},
    {"several lines", "{" AT ",\"MESSAGE\":\"one\\ntwo\\n three\"}", "~|~|0|0|one", "two\n three"},
    {"Exim", "{" AT ",\"SYSLOG_IDENTIFIER\":\"exim\",\"MESSAGE\":\"2024-05-01 10:11:12 [7] m\"}",
     "~|exim|7|0|m", NULL},
    {"json-seq", "\x1e{" AT ",\"MESSAGE\":\"m\"}", "~|~|0|0|m", NULL},
    {"message too long", "{" AT ",\"MESSAGE\":null}", NULL, NULL},
    {"no message", "{" AT "}", NULL, NULL},
    {"no time", "{\"MESSAGE\":\"m\"}", NULL, NULL},
    {"cut off", "{" AT ",\"MESSAGE\":\"m", NULL, NULL},
    {"no object", "{]", NULL, NULL},
};

Test(frame_journal, rows)
{
    struct journal *j = journal_new();
    for (size_t i = 0; i < sizeof journals / sizeof *journals; i++) {
        struct shaped s = {0};
        int ok = shape_line(j, slice_str(journals[i].text), &s);
        cr_expect_eq(ok, journals[i].want != NULL, "row %s", journals[i].name);
        if (!ok || !journals[i].want)
            continue;
        struct smtplog_line line = {.pid = s.pid, .flags = s.flags, .host = s.host, .tag = s.tag,
                                    .body = s.body};
        char *got = spelled(&line);
        cr_expect_str_eq(got, journals[i].want, "row %s: %s", journals[i].name, got);
        cr_expect(journals[i].more ? slice_is(s.more, journals[i].more) : !s.more.ptr, "row %s",
                  journals[i].name);
        cr_expect_eq(s.stamp.epoch, MAY, "row %s", journals[i].name);
        cr_expect_eq(s.stamp.micros, 123456, "row %s", journals[i].name);
        free(got);
    }
    journal_free(j);
}

Test(frame_journal, the_senders_time_comes_first)
{
    struct journal *j = journal_new();
    struct shaped s = {0};
    cr_assert(shape_line(j, SLICE_LIT("{\"_SOURCE_REALTIME_TIMESTAMP\":\"1714551071999999\"," AT
                                      ",\"MESSAGE\":\"m\"}"), &s));
    cr_expect_eq(s.stamp.epoch, MAY - 1);
    cr_expect_eq(s.stamp.micros, 999999);
    journal_free(j);
}
