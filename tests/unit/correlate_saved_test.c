/* What is saved of open messages are their lines' words and nothing of the run: no bytes that stood
 * in memory by chance, no addresses. */
#include "correlate_lines.h"

#include "base/zeros.h"

#include <string.h>

#define SMTPD "0 postfix/smtpd[21]: "

/* Lines after which events wait for others, of each kind that waits. */
static const char *const lines[] = {
    SMTPD "connect from unknown[192.0.2.1]",
    SMTPD "NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 <r@example.net>: Relay access denied; "
          "from=<s@example.com> to=<r@example.net> proto=ESMTP helo=<h.example.com>",
    SMTPD "lost connection after AUTH from unknown[192.0.2.1]",
    "1 postfix/smtpd[22]: connect from unknown[192.0.2.2]",
    "1 postfix/smtpd[22]: improper command pipelining after EHLO from unknown[192.0.2.2]: QUIT",
};
enum { LINES = sizeof lines / sizeof *lines };

static int scribbled;

/* Leaves bytes where the next calls have their locals. */
__attribute__((noinline)) static void scribble(void)
{
    char room[32768];
    memset(room, scribbled, sizeof room);
    __asm__ volatile("" : : "r"(room) : "memory");
}

/* Between the parser and the correlator. */
static int parse(void *state, const struct smtplog_line *line, struct smtplog_event *e)
{
    const int result = smtplog_parser_postfix.parse(state, line, e);
    scribble();
    return result;
}

/* All that is saved of the lines, not squeezed, one behind the other. */
static void save(struct strbuf *out, int byte)
{
    struct strbuf heard = {0}, plain = {0};
    const struct correlate_sink sink = {.event = hear_words, .to = &heard};
    struct saved_contexts saved = {0};
    const struct context_saver saver = {saved_put, saved_drop, &saved};
    struct correlator *c = correlator_new(&sink);
    struct smtplog_parser parser = smtplog_parser_postfix;
    void *state = smtplog_parser_postfix.open(&nobody);
    parser.parse = parse;
    scribbled = byte;
    for (size_t i = 0; i < LINES; i++)
        say_line_of(&parser, c, state, lines[i], i + 1);
    correlator_save(c, &saver);
    cr_assert_eq(saved.n, 2);
    while (saved.n) {
        strbuf_clear(&plain);
        cr_assert(zeros_spread(&plain, slice_from(strbuf_view(&saved.blob[0]), 1), 100000));
        strbuf_slice(out, strbuf_view(&plain));
        saved_drop(&saved, strbuf_view(&saved.key[0]));
    }
    correlator_free(c);
    smtplog_parser_postfix.close(state);
    strbuf_release(&plain);
    strbuf_release(&heard);
}

Test(correlate_saved, nothing_of_what_stood_in_memory)
{
    struct strbuf one = {0}, other = {0};
    save(&one, 0x55);
    save(&other, 0xaa);
    cr_assert_gt(one.len, 1000);
    cr_assert_eq(one.len, other.len);
    for (size_t i = 0; i < one.len; i++)
        cr_expect_eq(one.ptr[i], other.ptr[i], "byte %zu of %zu differs", i, one.len);
    strbuf_release(&one);
    strbuf_release(&other);
}

/* Is it an address of this process?  A sanitizer's maps of terabytes hold any number. */
static int is_address(uint64_t word, FILE *maps)
{
    char line[4096];
    unsigned long long from, to;
    int found = 0;
    rewind(maps);
    while (!found && fgets(line, sizeof line, maps))
        found = sscanf(line, "%llx-%llx ", &from, &to) == 2 && word >= from && word < to &&
                to - from < 1u << 30;
    return found;
}

Test(correlate_saved, no_address)
{
    struct strbuf saved = {0};
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!maps)
        cr_skip_test("no /proc here");
    save(&saved, 0);
    uint64_t word;
    for (size_t at = 0; at + sizeof word <= saved.len; at++) {
        memcpy(&word, saved.ptr + at, sizeof word);
        cr_expect(!is_address(word, maps), "an address at %zu of %zu", at, saved.len);
    }
    fclose(maps);
    strbuf_release(&saved);
}
