/* A log read with helpers, or in batches (ingest/ahead.h), says what it says without, whichever
 * helper comes to which of its blocks, and however late.
 *
 * Here are no threads: the crew of this target is one of chance, seeded with the input, so what
 * fails once fails again.  The linker puts it in the other's place (--wrap).  Chance also says how
 * many helpers there are and how long a block is, and strews into the log what is awkward: a line
 * of many blocks, nothing for as long as it takes them to go round, lines that go on with others
 * or repeat them. */
#include "fuzz/fuzz.h"

#include "base/crew.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "support/reading.h"

static uint64_t chance;

static size_t below(size_t n)
{
    chance ^= chance << 13;             /* Marsaglia's xorshift64 */
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (size_t)(chance % n);
}

/* ---- The crew ------------------------------------------------------------------------------ */

struct crew {
    size_t slots, helpers;
    crew_work *work;
    void *to;
    size_t released, taken, begun, given;
    char worked[CREW_SLOTS];
};

struct crew *__wrap_crew_new(size_t slots, size_t helpers, crew_work *work, void *to);
void __wrap_crew_free(struct crew *c);
int __wrap_crew_room(const struct crew *c, size_t *slot);
void __wrap_crew_give(struct crew *c);
int __wrap_crew_take(struct crew *c, size_t *slot, int *worked);
void __wrap_crew_release(struct crew *c);

struct crew *__wrap_crew_new(size_t slots, size_t helpers, crew_work *work, void *to)
{
    struct crew *c = mem_alloc(sizeof *c);
    *c = (struct crew){.slots = slots, .helpers = helpers, .work = work, .to = to};
    return c;
}

void __wrap_crew_free(struct crew *c)
{
    free(c);
}

/* One of the helpers works on the oldest that is not begun. */
static void work(struct crew *c)
{
    const size_t slot = c->begun++ % c->slots;
    c->work(c->to, below(c->helpers), slot);
    c->worked[slot] = 1;
}

int __wrap_crew_room(const struct crew *c, size_t *slot)
{
    *slot = c->given % c->slots;
    return c->given - c->released < c->slots;
}

/* Helpers may be at it at once, or have fallen behind. */
void __wrap_crew_give(struct crew *c)
{
    c->worked[c->given++ % c->slots] = 0;
    for (size_t n = below(4); n && c->begun < c->given; n--)
        work(c);
}

int __wrap_crew_take(struct crew *c, size_t *slot, int *worked)
{
    if (c->taken == c->given)
        return 0;
    *slot = c->taken % c->slots;
    if (c->begun == c->taken && below(3))
        work(c);
    *worked = c->taken++ < c->begun;
    if (!*worked)
        c->begun++;
    FUZZ_MUST(*worked == c->worked[*slot]);
    return 1;
}

void __wrap_crew_release(struct crew *c)
{
    FUZZ_MUST(c->released < c->taken);
    c->released++;
}

/* ---- The log ------------------------------------------------------------------------------- */

static void add_many(struct strbuf *out, char byte, size_t n)
{
    while (n--)
        strbuf_char(out, byte);
}

/* What stands behind a line; after so many blocks the first is used again. */
static void strew(struct strbuf *out, struct smtplog_slice line, size_t block, size_t blocks)
{
    static const char *const lines[] = {
        "  goes on here\n", "no log at all\n", "\n", "\n",
        "Nov 22 18:00:00 mx1 last message repeated 2 times\n",
        "Nov 22 18:00:00 mx1 cron[7]: (root) CMD (true)\n",
    };
    const size_t chosen = below(14);
    const size_t n = below(2) ? below(2 * blocks * block) : blocks * block - below(block);

    if (chosen == 0) {                  /* lines that are no records */
        add_many(out, '\n', n);
    } else if (chosen == 1) {           /* one of many blocks */
        strbuf_slice(out, line);
        add_many(out, below(2) ? 'x' : '\0', n);
        strbuf_char(out, '\n');
    } else if (chosen == 2) {           /* the same again and again */
        for (size_t i = 0; i < n; i += line.len + 1) {
            strbuf_slice(out, line);
            strbuf_char(out, '\n');
        }
    } else if (chosen <= 4) {
        strbuf_str(out, lines[below(sizeof lines / sizeof *lines)]);
    }
}

static void make_log(struct strbuf *out, struct smtplog_slice text, size_t block, size_t blocks)
{
    const int returns = below(8) == 0;
    struct smtplog_slice line;

    while (text.len) {
        if (!scan_until(&text, '\n', &line)) {
            line = text;
            text.len = 0;
        }
        strbuf_slice(out, line);
        strbuf_str(out, returns || !below(16) ? "\r\n" : "\n");
        strew(out, line, block, blocks);
    }
    if (below(2) && out->len)
        out->len--;
}

/* How that log reads with a crew of chance's. */
static void compare(struct reading *alone, struct reading *helped, const struct strbuf *log)
{
    reading_bytes(alone, log->ptr, log->len, NULL);
    reading_bytes(helped, log->ptr, log->len, NULL);
    if (alone->len != helped->len || memcmp(alone->text, helped->text, alone->len) != 0) {
        fprintf(stderr, "alone:\n%swith %zu jobs, in blocks of %zu:\n%s", alone->text,
                helped->jobs, helped->block, helped->text);
        abort();
    }
    FUZZ_MUST(memcmp(&alone->totals, &helped->totals, sizeof alone->totals) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct reading alone, helped;
    struct strbuf log = {0};

    if (!alone.registry) {
        reading_open(&alone);
        reading_open(&helped);
    }
    chance = hash_bytes(bytes, len, 0) | 1;
    helped.jobs = 1 + below(2 + below(CREW_HELPERS));   /* a few are quicker, and find more; one
                                                           looks at batches */
    helped.block = 16 + below(500);
    make_log(&log, slice_of((const char *)bytes, len), helped.block, 2 * (helped.jobs - 1) + 3);
    if (log.len)
        compare(&alone, &helped, &log);
    strbuf_release(&log);
    return 0;
}
