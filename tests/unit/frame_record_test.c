/* Records out of all framings: what lines belong together, what is no log. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "frame/frame.h"
#include "frame/split.h"
#include "input/lines.h"

#include <criterion/criterion.h>
#include <smtplog/scan.h>
#include <stdlib.h>
#include <time.h>

enum { NOW = 1714600000 };          /* 1 May 2024 */

/* -- lines out of memory, records as text ---------------------------------------------------- */

struct reader {
    struct smtplog_slice text;      /* not yet given */
    struct lines lines;
    struct framer *framer;
};

static struct smtplog_slice all_at_once(void *from)
{
    struct reader *r = from;
    struct smtplog_slice block = r->text;
    r->text.len = 0;
    return block;
}

static void reader_init(struct reader *r, struct smtplog_slice text, const char *host)
{
    struct frame_options options = {.now = NOW, .host = host};
    setenv("TZ", "UTC", 1);
    tzset();
    *r = (struct reader){.text = text, .framer = framer_new(&options)};
    lines_init(&r->lines, (struct line_feed){.next = all_at_once, .from = r}, 0, 0, 1);
}

static void reader_release(struct reader *r)
{
    framer_free(r->framer);
    lines_release(&r->lines);
}

/* "number-end:tag|body|more|repeat" of each record, one a line; newlines as "/". */
static void spell(struct strbuf *out, const struct record *r)
{
    strbuf_fmt(out, "%d-%d:", (int)r->line.number, (int)r->end_line);
    strbuf_slice(out, r->line.tag);
    strbuf_char(out, '|');
    strbuf_slice(out, r->line.body);
    strbuf_char(out, '|');
    size_t start = out->len;
    strbuf_slice(out, r->line.more);
    for (size_t i = start; i < out->len; i++)
        if (out->ptr[i] == '\n')
            out->ptr[i] = '/';
    strbuf_fmt(out, "|%u\n", r->times);
}

static char *read_on(struct reader *reader, enum frame_at_end at_end)
{
    struct strbuf out = {0};
    struct record r;
    enum frame_result result;
    while ((result = framer_next(reader->framer, &reader->lines, at_end, &r)) != FRAME_END) {
        if (result == FRAME_UNFRAMED)
            strbuf_str(&out, "? ");
        spell(&out, &r);
    }
    return strbuf_steal(&out);
}

#define SYS(tag) "May  1 10:11:12 mx " tag ": "
#define BLANKS25 "                         "
#define EXIM "2024-05-01 10:11:12 "

static const struct {
    const char *name, *text, *want;
} rows[] = {
    {"plain", SYS("a[1]") "one\n" SYS("b[2]") "two\n", "1-1:a|one||1\n2-2:b|two||1\n"},
    {"foreign lines keep their place", SYS("a[1]") "one\nwhat is this\n" SYS("b[2]") "two\n",
     "1-1:a|one||1\n? 2-2:|what is this||0\n3-3:b|two||1\n"},
    {"foreign lines only", "x\n\ny\n", "? 1-1:|x||0\n? 3-3:|y||0\n"},
    {"journal continuation", SYS("a[1]") "one\n" BLANKS25 "two\n" BLANKS25 "  th\n",
     "1-3:a|one|two/  th|1\n"},
    {"unstamped after syslog is foreign", SYS("a[1]") "one\nP Received: x\n",
     "1-1:a|one||1\n? 2-2:|P Received: x||0\n"},
    {"Exim reject record",
     EXIM "H=[192.0.2.1] rejected after DATA: virus\nEnvelope-from: <a@example.net>\n"
     "P Received: from x\n\tby y\n  Subject: 550 pills\n" EXIM "next\n",
     "1-5:|H=[192.0.2.1] rejected after DATA: virus|Envelope-from: <a@example.net>/"
     "P Received: from x/\tby y/  Subject: 550 pills|1\n6-6:|next||1\n"},
    {"Exim raw reply lines", EXIM "plain authenticator failed H=mx [192.0.2.25] 535-5.7.8 first\n"
     "535 5.7.8 second\n",
     "1-2:|plain authenticator failed H=mx [192.0.2.25] 535-5.7.8 first|535 5.7.8 second|1\n"},
    {"continuation without a beginning", "P Received: x\n" EXIM "a\n",
     "? 1-1:|P Received: x||0\n2-2:|a||1\n"},
    {"mixed framings", SYS("a[1]") "one\n" EXIM "two\n2024-05-01T10:11:12Z mx b[2]: three\n",
     "1-1:a|one||1\n2-2:|two||1\n3-3:b|three||1\n"},
    {"last message repeated", SYS("a[1]") "one\nMay  1 10:11:42 mx last message repeated 3 times\n"
     SYS("b[2]") "two\n", "1-1:a|one||1\n2-2:a|one||3\n3-3:b|two||1\n"},
    {"repeated twice", SYS("a[1]") "one\nMay  1 10:11:42 mx last message repeated 3 times\n"
     "May  1 10:12:42 mx last message repeated 2 times\n",
     "1-1:a|one||1\n2-2:a|one||3\n3-3:a|one||2\n"},
    {"repeated, but what", "May  1 10:11:42 mx last message repeated 3 times\n",
     "? 1-1:|May  1 10:11:42 mx last message repeated 3 times||0\n"},
    {"rsyslog's repetition", SYS("a[1]") "x\n" SYS("a[1]") "message repeated 2 times: [ x]\n",
     "1-1:a|x||1\n2-2:a|x||2\n"},
    {"rsyslog's repetition, cut", SYS("a[1]") "message repeated 2 times: [ x y\n", "1-1:a|x y||2\n"},
    {"rsyslog's repetition of a bracket", SYS("a[1]") "message repeated 3 times: [ from h[192.0.2.1]]\n",
     "1-1:a|from h[192.0.2.1]||3\n"},
    {"rsyslog's repetition in RFC 5424",
     "<22>1 2024-05-01T10:11:12Z mx a 1 - -  message repeated 4 times: [ x]\n", "1-1:a|x||4\n"},
    {"a repetition repeated", SYS("a[1]") "message repeated 2 times: [ x]\n"
     "May  1 10:11:42 mx last message repeated 3 times\n", "1-1:a|x||2\n2-2:a|x||3\n"},
    {"no repetition", SYS("a[1]") "message repeated two times: [ x]\n",
     "1-1:a|message repeated two times: [ x]||1\n"},
    {"pieces", SYS("exim[1]") "[1\\3] 2024-05-01 10:11:12 H=x rejected\n" SYS("exim[1]")
     "[2/3] Envelope-from: <a@exa\n" SYS("exim[1]") "[3/3] mple.net>\n" SYS("exim[1]") "next\n",
     "1-3:exim|H=x rejected|Envelope-from: <a@example.net>|1\n4-4:exim|next||1\n"},
    {"pieces of two processes", SYS("exim[1]") "[1/2] 2024-05-01 10:11:12 a\n" SYS("exim[2]")
     "[1/2] 2024-05-01 10:11:12 b\n" SYS("exim[2]") "[2/2] B\n" SYS("exim[1]") "[2/2] A\n",
     "2-3:exim|bB||1\n1-4:exim|aA||1\n"},
    {"a record between pieces", SYS("exim[1]") "[1/2] 2024-05-01 10:11:12 a\n" SYS("b[2]") "two\n"
     SYS("exim[1]") "[2/2] A\n", "2-2:b|two||1\n1-3:exim|aA||1\n"},
    {"piece without a beginning", SYS("exim[1]") "[2/2] A\n", "1-1:exim|[2/2] A||1\n"},
    {"pieces without an end", SYS("exim[1]") "[1/3] 2024-05-01 10:11:12 a\n" SYS("exim[1]")
     "[2/3] b\n" SYS("c[2]") "three\n", "3-3:c|three||1\n1-3:exim|ab||1\n"},
    {"a new first piece ends the old record", SYS("exim[1]") "[1/2] 2024-05-01 10:11:12 a\n"
     SYS("exim[1]") "[1/2] 2024-05-01 10:11:12 b\n" SYS("exim[1]") "[2/2] c\n",
     "1-1:exim|a||1\n2-3:exim|bc||1\n"},
    {"a lost piece", SYS("exim[1]") "[1/3] 2024-05-01 10:11:12 a\n" SYS("exim[1]") "[3/3] c\n",
     "1-2:exim|ac||1\n"},
    {"pieces under another tag: the message id tells",
     SYS("mta-in[1]") "[1\\2] 1vbXyz-0001AB-CD H=x rejected\n" SYS("mta-in[1]") "[2/2] P Received: y\n"
     SYS("mta-in[2]") "[1/2] 1vbXyz-000000012Ab-3cDe a\n" SYS("mta-in[2]") "[2/2] b\n",
     "1-2:mta-in|1vbXyz-0001AB-CD H=x rejected|P Received: y|1\n"
     "3-4:mta-in|1vbXyz-000000012Ab-3cDe ab||1\n"},
    {"an id that is none", SYS("app[1]") "[1/2] 1vbXyz-0001AB-CDE a\n" SYS("app[1]") "[2/2] b\n",
     "1-1:app|[1/2] 1vbXyz-0001AB-CDE a||1\n2-2:app|[2/2] b||1\n"},
    {"another program's brackets", SYS("app[1]") "[1/3] steps done\n" SYS("app[1]") "[2/3] more\n",
     "1-1:app|[1/3] steps done||1\n2-2:app|[2/3] more||1\n"},
    {"Exim under another name", SYS("mta[1]") "[1/2] 2024-05-01 10:11:12 a\n" SYS("mta[1]")
     "[2/2] b\n", "1-2:mta|ab||1\n"},
    {"journal JSON", "{\"__REALTIME_TIMESTAMP\":\"1714551072123456\",\"MESSAGE\":\"a\\nb\"}\n"
     "{\"__REALTIME_TIMESTAMP\":\"1714551072123456\",\"MESSAGE\":\"c\"}\n",
     "1-1:|a|b|1\n2-2:|c||1\n"},
};

Test(frame_record, rows)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reader r;
        reader_init(&r, slice_str(rows[i].text), NULL);
        char *got = read_on(&r, FRAME_FINISH);
        cr_expect_str_eq(got, rows[i].want, "row %s:\n%s", rows[i].name, got);
        free(got);
        reader_release(&r);
    }
}

Test(frame_record, offsets_never_go_back_and_end_at_the_end)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reader r;
        struct record record;
        uint64_t last = 0;
        reader_init(&r, slice_str(rows[i].text), NULL);
        while (framer_next(r.framer, &r.lines, FRAME_FINISH, &record) != FRAME_END) {
            cr_expect_geq(record.end_offset, last, "row %s", rows[i].name);
            last = record.end_offset;
        }
        cr_expect_eq(last, strlen(rows[i].text), "row %s", rows[i].name);
        cr_expect_eq(r.lines.offset, strlen(rows[i].text), "row %s", rows[i].name);
        reader_release(&r);
    }
}

Test(frame_record, times_of_repeats_and_pieces)
{
    struct reader r;
    struct record record;
    reader_init(&r, SLICE_LIT(SYS("a[1]") "one\nMay  1 10:11:42 mx last message repeated 3 times\n"
                              SYS("exim[1]") "[1/2] 2024-04-30 10:11:12.5 a\n" SYS("exim[1]")
                              "[2/2] b\n"), NULL);
    cr_assert_eq(framer_next(r.framer, &r.lines, FRAME_FINISH, &record), FRAME_RECORD);
    cr_expect_eq(record.line.time, 1714558272);
    cr_assert_eq(framer_next(r.framer, &r.lines, FRAME_FINISH, &record), FRAME_RECORD);
    cr_expect_eq(record.line.time, 1714558302);
    cr_assert_eq(framer_next(r.framer, &r.lines, FRAME_FINISH, &record), FRAME_RECORD);
    cr_expect_eq(record.line.time, 1714558272 - 86400);
    cr_expect_eq(record.micros, 500000);
    cr_expect_eq(record.digits, 1);
    reader_release(&r);
}

Test(frame_record, a_hold_waits_for_continuations)
{
    struct reader r;
    reader_init(&r, SLICE_LIT(EXIM "one\n"), NULL);
    char *got = read_on(&r, FRAME_HOLD);
    cr_expect_str_eq(got, "");
    free(got);
    r.text = SLICE_LIT("more\n");
    got = read_on(&r, FRAME_HOLD);
    cr_expect_str_eq(got, "");
    free(got);
    got = read_on(&r, FRAME_FINISH);
    cr_expect_str_eq(got, "1-2:|one|more|1\n");
    free(got);
    r.text = SLICE_LIT(EXIM "two\n" EXIM "three\n");
    got = read_on(&r, FRAME_HOLD);
    cr_expect_str_eq(got, "3-3:|two||1\n");
    free(got);
    reader_release(&r);
}

Test(frame_record, host_where_the_framing_names_none)
{
    struct reader r;
    struct record record;
    reader_init(&r, SLICE_LIT(EXIM "one\n" SYS("a[1]") "two\n"), "mx9.example.org");
    framer_next(r.framer, &r.lines, FRAME_FINISH, &record);
    cr_expect(slice_is(record.line.host, "mx9.example.org"));
    framer_next(r.framer, &r.lines, FRAME_FINISH, &record);
    cr_expect(slice_is(record.line.host, "mx"));
    reader_release(&r);
}

Test(frame_record, counts)
{
    struct reader r;
    reader_init(&r, SLICE_LIT(EXIM "one\nmore\n\n" SYS("a[1]") "two\nwhat\n" SYS("exim[1]")
                              "[1/2] " EXIM "a\n" SYS("exim[1]") "[2/2] b\n"), NULL);
    free(read_on(&r, FRAME_FINISH));
    struct framer_counts c = framer_counts(r.framer);
    cr_expect_eq(c.records, 3);
    cr_expect_eq(c.continued, 2);
    cr_expect_eq(c.unframed, 1);
    reader_release(&r);
}

Test(frame_record, unfinished_pieces_are_told)
{
    struct reader r;
    struct record record;
    reader_init(&r, SLICE_LIT(SYS("exim[1]") "[1/2] " EXIM "a\n" SYS("b[2]") "two\n"), NULL);
    cr_assert_eq(framer_next(r.framer, &r.lines, FRAME_FINISH, &record), FRAME_RECORD);
    cr_expect_eq(record.unfinished, 1);
    cr_assert_eq(framer_next(r.framer, &r.lines, FRAME_FINISH, &record), FRAME_RECORD);
    cr_expect_eq(record.unfinished, 0);
    reader_release(&r);
}

Test(frame_record, memory_is_bounded)
{
    struct strbuf text = {0};
    struct reader r;
    struct record record;
    size_t records = 0;
    strbuf_str(&text, EXIM "one\n");
    for (int i = 0; i < 3000; i++)
        strbuf_fmt(&text, "%0100d\n", i);
    for (unsigned pid = 1; pid <= SPLIT_SETS + 10; pid++)
        strbuf_fmt(&text, SYS("exim[%u]") "[1/2] " EXIM "piece\n", pid);
    reader_init(&r, strbuf_view(&text), NULL);
    while (framer_next(r.framer, &r.lines, FRAME_FINISH, &record) != FRAME_END) {
        cr_expect_leq(record.line.more.len, (size_t)64 * 1024);
        cr_expect_leq(record.unfinished, (uint32_t)SPLIT_SETS);
        if (records++ > 0)              /* oldest first, evicted or flushed */
            cr_expect_eq(record.line.pid, records - 1);
    }
    cr_expect_eq(records, (size_t)SPLIT_SETS + 11);
    reader_release(&r);
    strbuf_release(&text);
}

Test(frame_record, a_resumed_file_knows_its_year)
{
    struct framer_state state;
    struct reader r;
    struct record record;
    reader_init(&r, SLICE_LIT("Dec 31 23:59:59 mx a[1]: x\nJan  1 00:00:01 mx a[1]: y\n"), NULL);
    free(read_on(&r, FRAME_FINISH));
    framer_save(r.framer, &state);
    reader_release(&r);
    cr_expect_eq(state.year, 2024);
    reader_init(&r, SLICE_LIT("Dec 31 23:59:58 mx a[1]: x\nJan  1 00:00:02 mx a[1]: y\n"), NULL);
    framer_restore(r.framer, &state);
    framer_next(r.framer, &r.lines, FRAME_FINISH, &record);
    cr_expect_eq(record.line.time, 1704067198);
    framer_next(r.framer, &r.lines, FRAME_FINISH, &record);
    cr_expect_eq(record.line.time, 1704067202);
    reader_release(&r);
}
