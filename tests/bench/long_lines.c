/* What the dearest line of a stranger costs.
 *
 *     long_lines SECONDS [SEED [FOLDER]] < FORMS
 *
 * Takes lines of logs (FORMS), one of each shape, and puts into a place of each, chosen by chance,
 * what repeats: quotes, brackets, keys, digits, escapes, words of a reply, until the line is as long
 * as a line may be.  Such a line stands behind ordinary ones of its own wrapping, and alone.  Printed
 * are those whose processor time, or whose growth from half the length, is most; into FOLDER they are
 * written as logs, for a profiler.  It looks for what unit/long_line_test then holds. */
#include "support/reading.h"

#include "base/mem.h"
#include "input/lines.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FORMS_MOST = 4000, BEFORE = 10 * 1024 };        /* bytes: more than the survey reads first */
static const double ms_most = 10;

static const char *const fillers[] = {
    "\"", "'", "[", "]", "(", ")", "{", "}", "<", ">", "=", ":", ";", ",", ".", "\\", "/", "-", "+", "@",
    " ", "\t", "|", "%", "&", "#", "*", "0", "1", "9", "a", "A", "x", "x ", "a.", "1.", "a-", "a@", "a=", " a=",
    "a:", " a:", "<a", "<a>", "a>", " <a@b>,", " to=<a@b>,", "[1", "(a", "((", "))", "()", "[]", "<>", "\"a\" ",
    "\"a", "\\\"", "\\\\", "\\n", "\\u0041", "\\t", "\\x41", "#012", "#011", "&lt;", "&amp;", "&quot;", "%20", "=20",
    "\xc3\xa4", "\xe2\x82\xac", "\xd0\xb9", "\xff", "\x80", "\x1b[0m", "QUJD", "deadbeef", "550-", "550 ", "550 5.1.1 ",
    "5.1.1 ", "450 4.2.1 a ", "; ", ", ", ": ", "://", "http://a/", "H=", " H=a", " H=a [1.2.3.4]", " F=<a>", " R=a T=b",
    "T=", " P=", "host ", "said: ", " (host a[1.2.3.4] said: 550 no)", "status=", " status=bounced (", "relay=a[1.2.3.4]:25, ",
    "dsn=5.1.1, ", "from ", "from=<", "to=<", "orig_to=<a>, ", " in reply to RCPT TO", " (in reply to ", "RCPT TO:<a> ",
    "SMTP error from remote mail server after ", "rejected ", "retry time", "blocked using ", "user unknown ", "unknown ",
    "mailbox full ", "spam ", "not ", "no ", "the ", "of ", "a b ", "is not ", "domain ", "sender ", "policy ", "quota ",
    "reverse dns ", "2026-11-22T10:00:00+00:00 ", "2026-11-22 10:00:00 ", "Nov 22 10:00:00 ", "10:00:00 ", "1762000000 ",
    " mx1 postfix/smtpd[9]: ", "postfix/smtp[9]: ", "<22>1 ", "stdout F ", "{\"log\":\"", "\"message\":\"", "[{\"a\":",
    "{\"a\":{\"a\":", "\",\"", "\":\"", "MESSAGE=", " | ", "mail-1 | ", "1.2.3.4 ", "[1.2.3.4] ", "::", "fe80::1 ", "1:",
    "a.b.c.d.", "xn--a", "\"a\"@b ", "=?utf-8?q?a?= ", "<b>", "<br>", "</", "<!--", "4hA1B2C3D4z5F: ", "1vbXyz-0001AB-CD ",
    "** ", "== ", "=> ", "(0): ", "delay=", "delays=1/1/1/1, ", "code=", "\t\t", "  ", " \t", "\r", "\v", "\xc2\xa0", "\xe2\x80\xae",
};
enum { FILLERS = sizeof fillers / sizeof *fillers };

static char *forms[FORMS_MOST];
static size_t forms_len;
static uint64_t chance = 88172645463325252u;

static size_t below(size_t n)
{
    chance ^= chance << 13;             /* Marsaglia's xorshift64 */
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (size_t)(chance % n);
}

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cost(struct reading *r, const struct strbuf *log, int tries)
{
    double best = 1e9;
    while (tries-- > 0) {
        const double before = cpu_ms();
        reading_bytes(r, log->ptr, log->len, NULL);
        const double took = cpu_ms() - before;
        best = took < best ? took : best;
    }
    return best;
}

/* A line as one is made: fillers, one after the other in turn, at a place of a form. */
struct shape { size_t form, at, first, second, size; int alone; };

static void make(struct strbuf *out, const struct shape *s)
{
    const char *form = forms[s->form];
    const size_t len = strlen(form);
    strbuf_clear(out);
    while (!s->alone && out->len < BEFORE) {
        strbuf_str(out, form);
        strbuf_char(out, '\n');
    }
    const size_t begins = out->len;
    strbuf_add(out, form, s->at);
    while (out->len - begins + len - s->at + 48 < s->size) {
        strbuf_str(out, fillers[s->first]);
        if (s->second < FILLERS)
            strbuf_str(out, fillers[s->second]);
    }
    strbuf_str(out, form + s->at);
    strbuf_char(out, '\n');
}

static double cost_of(struct reading *r, const struct shape *s, int tries)
{
    struct strbuf log = {0};
    make(&log, s);
    double all = cost(r, &log, tries);
    if (!s->alone) {
        struct shape short_one = *s;
        short_one.size = 0;
        make(&log, &short_one);
        all -= cost(r, &log, tries);
    }
    strbuf_release(&log);
    return all;
}

static void say(const struct shape *s, double ms, double half)
{
    printf("%8.2f ms %8.2f at half%s  %.*s >>%s|%s<< %.100s\n", ms, half, s->alone ? " alone" : "", (int)s->at,
           forms[s->form], fillers[s->first], s->second < FILLERS ? fillers[s->second] : "", forms[s->form] + s->at);
    fflush(stdout);
}

/* The log as it was tried, FOLDER/N.log. */
static void keep(const char *folder, unsigned long n, const struct shape *s)
{
    struct strbuf log = {0};
    char *path = mem_fmt("%s/%lu.log", folder, n);
    FILE *f = fopen(path, "w");
    make(&log, s);
    if (!f || fwrite(log.ptr, 1, log.len, f) != log.len)
        perror(path);
    if (f)
        fclose(f);
    free(path);
    strbuf_release(&log);
}

/* Between two different kinds of letters, mostly: there a reader looks for something. */
static size_t place_in(const char *form)
{
    const size_t len = strlen(form);
    for (int tries = 0; tries < 20; tries++) {
        const size_t at = below(len + 1);
        if (at == len || at == 0 || strchr("<>[](){}\"=:, ;", form[at]) || strchr("<>[](){}\"=:, ;", form[at - 1]))
            return at;
    }
    return below(len + 1);
}

int main(int argc, char **argv)
{
    struct reading r;
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    unsigned long tried = 0, dear = 0;
    const double seconds = argc > 1 ? atof(argv[1]) : 10;
    if (argc > 2)
        chance ^= strtoull(argv[2], NULL, 10) * 2654435761u;
    while (forms_len < FORMS_MOST && (len = getline(&line, &cap, stdin)) > 0) {
        line[len - (line[len - 1] == '\n')] = '\0';
        if (*line && len < 4000)
            forms[forms_len++] = mem_fmt("%s", line);
    }
    free(line);
    if (!forms_len)
        return 2;
    reading_open(&r);
    for (const double end = cpu_ms() + seconds * 1e3; cpu_ms() < end; tried++) {
        struct shape s = {.form = below(forms_len), .first = below(FILLERS), .second = below(FILLERS * 2),
                          .size = LINE_MAX_BYTES, .alone = below(4) == 0};
        s.at = place_in(forms[s.form]);
        double ms = cost_of(&r, &s, 1);
        if (ms < ms_most || (ms = cost_of(&r, &s, 4)) < ms_most)
            continue;
        dear++;
        if (argc > 3)
            keep(argv[3], dear, &s);
        struct shape half = s;
        half.size /= 2;
        say(&s, ms, cost_of(&r, &half, 4));
    }
    printf("%lu lines tried, %lu above %.0f ms\n", tried, dear, ms_most);
    for (size_t i = 0; i < forms_len; i++)
        free(forms[i]);
    reading_close(&r);
    return 0;
}
