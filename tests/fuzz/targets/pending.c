/* Open messages and dialogues as the database keeps them, damaged, and the log read on.  The first
 * byte tells after which line it was saved; then follow damages of four bytes each: which of the
 * saved, where (two bytes, the low one first), and the byte that stands there. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "correlate/correlate.h"
#include "frame/frame.h"
#include "plugin/dispatch.h"

static const char *const lines[] = {
    "2026-11-22T10:00:00+00:00 mx1 postfix/smtpd[9]: connect from a.example.net[192.0.2.7]",
    "2026-11-22T10:00:01+00:00 mx1 postfix/smtpd[9]: lost connection after AUTH from "
    "a.example.net[192.0.2.7]",
    "2026-11-22T10:00:01+00:00 mx1 postfix/smtpd[9]: disconnect from a.example.net[192.0.2.7] ehlo=1 "
    "auth=0/1 commands=1/2",
    "2026-11-22T10:00:02+00:00 mx1 postfix/smtpd[8]: 4hA1B2C3D4z5F: client=b.example.net[192.0.2.8], "
    "sasl_method=PLAIN, sasl_username=u@example.org",
    "2026-11-22T10:00:02+00:00 mx1 postfix/cleanup[7]: 4hA1B2C3D4z5F: message-id=<1@example.net>",
    "2026-11-22T10:00:02+00:00 mx1 postfix/qmgr[5]: 4hA1B2C3D4z5F: from=<s@example.net>, size=99, "
    "nrcpt=2 (queue active)",
    "2026-11-22T10:00:03+00:00 mx1 postfix/smtp[6]: 4hA1B2C3D4z5F: host mx.example.com[198.51.100.2] "
    "said: 451 4.3.0 later (in reply to end of DATA command)",
    "2026-11-22T10:00:04+00:00 mx1 postfix/smtp[6]: 4hA1B2C3D4z5F: to=<r@example.com>, "
    "relay=mx.example.com[198.51.100.3]:25, delay=1, delays=0/0/0/1, dsn=4.3.0, status=deferred (host "
    "mx.example.com[198.51.100.3] said: 451 4.3.0 later (in reply to end of DATA command))",
    "2026-11-22T10:10:04+00:00 mx1 postfix/smtp[6]: 4hA1B2C3D4z5F: to=<r@example.com>, "
    "relay=mx.example.com[198.51.100.3]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)",
    "2026-11-22T10:10:04+00:00 mx1 postfix/qmgr[5]: 4hA1B2C3D4z5F: removed",
    "2026-11-22 10:20:00 1vbXyz-0001AB-CD <= s@example.net H=c [192.0.2.9] P=esmtp S=9 id=2@example.net",
    "2026-11-22 10:20:01 1vbXyz-0001AB-CD == r@example.org R=dnslookup T=remote_smtp defer (-44): SMTP "
    "error from remote mail server after RCPT TO:<r@example.org>: 450 later",
    "2026-11-22 10:20:01 1vbXyz-0001AB-CD ** q@example.org R=dnslookup T=remote_smtp: SMTP error from "
    "remote mail server after RCPT TO:<q@example.org>: 550 no",
    "2026-11-22 10:20:02 1vbXyz-0001AB-CD Completed",
};
enum { LINES = sizeof lines / sizeof *lines, KEPT_MOST = 64 };

struct kept { struct smtplog_slice key, blob; };
struct moment { struct kept kept[KEPT_MOST]; size_t len; };   /* after a line */
static struct moment moments[LINES];

static void put(void *to, struct smtplog_slice key, struct smtplog_slice blob, int64_t touched)
{
    struct moment *m = to;
    size_t i = 0;
    (void)touched;
    while (i < m->len && !slice_eq(m->kept[i].key, key))
        i++;
    FUZZ_MUST(i < KEPT_MOST);
    m->len += i == m->len;
    m->kept[i] = (struct kept){slice_of(mem_slice(key), key.len), slice_of(mem_slice(blob), blob.len)};
}

static void drop(void *to, struct smtplog_slice key)
{
    struct moment *m = to;
    for (size_t i = 0; i < m->len; i++)
        if (slice_eq(m->kept[i].key, key))
            m->kept[i] = m->kept[--m->len];
}

static int hear(void *to, const struct event *event)
{
    struct event e = *event;
    (void)to;
    for (size_t i = 0; i < EVENT_TEXTS; i++)
        fuzz_touch(*event_text(&e, i));
    return 1;
}

static void say(struct correlator *c, struct dispatch *d, size_t i)
{
    struct record r;
    struct smtplog_event said;
    const struct smtplog_parser *by;
    FUZZ_MUST(frame_one(slice_str(lines[i]), 1795457070, &r));
    r.line.number = i + 1;
    if (!r.line.host.ptr)
        r.line.host = SLICE_LIT("mx1");
    if (dispatch_parse(d, &r.line, &said, &by) != SMTPLOG_SAID)
        return;
    const struct correlate_record record = {
        .line = &r.line, .said = &said, .mta = slice_str(by->name), .source = SLICE_LIT("mail.log"),
        .file = 1, .times = 1, .identity = i + 1};
    correlate(c, &record);
}

static void remember(struct dispatch *d, const struct correlate_sink *sink)
{
    struct correlator *c = correlator_new(sink);
    for (size_t i = 0; i < LINES; i++) {
        if (i)
            moments[i] = moments[i - 1];
        const struct context_saver saver = {put, drop, &moments[i]};
        say(c, d, i);
        correlator_save(c, &saver);
    }
    correlator_free(c);
}

static void load(struct correlator *c, const struct moment *m, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < m->len; i++) {
        const struct kept *k = &m->kept[i];
        char *blob = fuzz_copy((const uint8_t *)k->blob.ptr, k->blob.len);
        size_t size = k->blob.len;
        for (size_t at = 0; at + 4 <= len; at += 4) {
            size_t where = bytes[at + 1] | (size_t)bytes[at + 2] << 8;
            if (bytes[at] % m->len == i && where < size)
                blob[where] = (char)bytes[at + 3];
            else if (bytes[at] % m->len == i && where == 0xffff)
                size = size * bytes[at + 3] / 256;
        }
        char *cut = fuzz_copy((const uint8_t *)blob, size);
        correlator_load(c, k->key, slice_of(cut, size));
        free(cut);
        free(blob);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct diag nobody;
    static struct registry *registry;
    static struct dispatch *d;
    const struct correlate_sink sink = {.event = hear};
    if (!registry) {
        registry = registry_new(&nobody);
        d = dispatch_new(registry, NULL);
        remember(d, &sink);
    }
    size_t from = fuzz_byte(&bytes, &len) % LINES;
    struct correlator *c = correlator_new(&sink);
    load(c, &moments[from], bytes, len);
    for (size_t i = from + 1; i < LINES; i++)
        say(c, d, i);
    correlate_end(c, 1);
    correlator_free(c);
    return 0;
}
