/* Small rooms of the ingest: families of logs, copies without a database, sums before they travel. */
#include "ingest/channel.h"
#include "ingest/copies.h"
#include "ingest/courier.h"
#include "ingest/tally.h"

#include <criterion/criterion.h>
#include <stdatomic.h>
#include <stdio.h>

static const struct { const char *path, *family; } names[] = {
    {"/var/log/mail.log", "mail.log"}, {"/var/log/mail.log.1", "mail.log"}, {"mail.log.2.gz", "mail.log"},
    {"/var/log/exim4/mainlog.10.gz", "mainlog"}, {"mainlog.01", "mainlog"}, {"20260102-mainlog", "mainlog"},
    {"mainlog-20260102", "mainlog"}, {"exim_mainlog-20260102.gz", "exim_mainlog"},
    {"maillog-20260102.xz", "maillog"}, {"/var/log/mail.warn", "mail.warn"}, {"-", "-"},
    {"rejectlog", "rejectlog"}, {"/logs/2026", "2026"}, {"mx1.example.org", "mx1.example.org"},
    {"postfix2.log", "postfix2.log"}, {".gz", ".gz"},
};

Test(ingest, rotation_keeps_the_family)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct strbuf out = {0};
        channel_name(&out, names[i].path);
        cr_expect_str_eq(out.ptr, names[i].family, "%s", names[i].path);
        strbuf_release(&out);
    }
}

Test(ingest, copies_are_matched_one_to_one)
{
    struct copies c = {0};
    for (int i = 0; i < 3; i++)
        cr_expect(copies_take(&c, 100, 7, 0), "three equal records in one log are three");
    for (int i = 0; i < 3; i++)
        cr_expect_not(copies_take(&c, 100, 7, 1), "their copies in another are none");
    cr_expect(copies_take(&c, 100, 7, 1), "a fourth that only the other has is one more");
    cr_expect_not(copies_take(&c, 100, 7, 2));
    cr_expect(copies_take(&c, 101, 7, 1), "another second");
    cr_expect(copies_take(&c, 100, 8, 1), "other words");
    copies_release(&c);
}

static void sum_up(void *to, const struct reply_count *sum)
{
    struct strbuf *out = to;
    strbuf_fmt(out, "%lld %.*s %d %.*s %u\n", (long long)sum->time, (int)sum->host.len, sum->host.ptr,
               sum->code, (int)sum->domain.len, sum->domain.ptr ? sum->domain.ptr : "", sum->n);
}

Test(ingest, replies_are_summed_by_the_hour)
{
    struct tally t = {0};
    struct strbuf out = {0};
    struct reply_count r = {.time = 7201, .host = SLICE_LIT("mx1"), .mta = SLICE_LIT("exim"), .code = 250, .n = 1};
    for (int i = 0; i < 1000; i++, r.time++)
        tally_add(&t, &r);
    tally_give(&t, sum_up, &out);
    cr_expect_str_eq(out.ptr, "7200 mx1 250  1000\n");
    strbuf_clear(&out);
    tally_give(&t, sum_up, &out);
    cr_expect_str_eq(out.ptr, "", "given once");
    r.domain = SLICE_LIT("");
    tally_add(&t, &r);
    r.domain = (struct smtplog_slice){0};
    tally_add(&t, &r);
    cr_expect_eq(t.rows.len, 2, "an empty domain is not an unknown one");
    tally_release(&t);
    strbuf_release(&out);
}

struct received { uint64_t parcels, bytes, wrong; };

static void receive(void *to, struct parcel *p)
{
    struct received *r = to;
    r->wrong += p->u.strange.number != r->parcels;
    for (size_t i = 0; i < p->u.strange.body.len; i++)
        r->wrong += p->u.strange.body.ptr[i] != (char)('a' + r->parcels % 26);
    r->bytes += p->u.strange.body.len;
    r->parcels++;
}

Test(ingest, the_courier_keeps_order_and_text)
{
    struct received r = {0};
    struct courier *c = courier_new(receive, &r);
    uint64_t sent = 0;
    char text[3000];
    for (uint64_t i = 0; i < 20000; i++) {
        struct smtplog_slice s = slice_of(text, (size_t)(i * 37 % sizeof text));
        memset(text, 'a' + (int)(i % 26), sizeof text);
        struct parcel *p = courier_pack(c, PARCEL_STRANGE, s.len);
        p->u.strange.body = courier_copy(c, s);
        p->u.strange.number = i;
        sent += s.len;
        if (i % 5000 == 0) {
            courier_wait(c);
            cr_expect_eq(r.parcels, i + 1, "all is there after waiting");
        }
    }
    courier_wait(c);
    cr_expect_eq(r.parcels, 20000);
    cr_expect_eq(r.bytes, sent);
    cr_expect_eq(r.wrong, 0);
    courier_free(c);
}
