/* Compiling hundreds of patterns takes longer than reading a small log, so each is compiled at
 * its first use, and is tried only where a word that it needs stands in the text. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "classify/pattern.h"

#include "base/mem.h"
#include "base/text.h"
#include "classify/literal.h"

#include <pcre2.h>
#include <stdlib.h>

/* Strangers write the texts and operators the patterns: a match that tries more than this many
 * steps is given up and counts as none. */
enum { STEPS_MAX = 200000, TRIES_BEFORE_JIT = 48 };

static unsigned pair_of(const char *at)
{
    return ((unsigned char)at[0] * 67u + (unsigned char)at[1]) % PAIR_BITS;
}

/* The second byte of a two-byte letter of UTF-8 made small; *first may change with it.  Latin (À
 * to Þ) and Cyrillic (А to Я, Ё): small letters there have the same length. */
static unsigned char small(unsigned char *first, unsigned char second)
{
    if (*first == 0xc3 && second >= 0x80 && second <= 0x9e && second != 0x97)
        return (unsigned char)(second + 0x20);
    if (*first != 0xd0)
        return second;
    if (second >= 0x90 && second <= 0x9f)
        return (unsigned char)(second + 0x20);
    if (second >= 0xa0 && second <= 0xaf)
        return *first = 0xd1, (unsigned char)(second - 0x20);
    if (second == 0x81)
        return *first = 0xd1, 0x91;
    return second;
}

/* Letters of two bytes (Latin and Cyrillic) are made small in place: the text keeps its length,
 * so what is found in one is at the same place in the other. */
static void make_small(struct subject *s)
{
    for (size_t i = 0; i < s->text.len; i++) {
        char c = s->text.ptr[i];
        s->lower[i] = text_lower(c);
        if (i && (unsigned char)c >= 0x80) {
            unsigned char first = (unsigned char)s->lower[i - 1];
            s->lower[i] = (char)small(&first, (unsigned char)c);
            s->lower[i - 1] = (char)first;
        }
    }
}

void subject_set(struct subject *s, struct smtplog_slice text)
{
    s->lower = mem_grow(s->lower, &s->cap, text.len + 1, 1);
    s->text = text;
    make_small(s);
    memset(s->pairs, 0, sizeof s->pairs);
    for (size_t i = 1; i < text.len; i++) {
        unsigned pair = pair_of(s->lower + i - 1);
        s->pairs[pair / 64] |= (uint64_t)1 << pair % 64;
    }
    if (!s->match) {
        s->match = pcre2_match_data_create(8, NULL);
        s->limits = pcre2_match_context_create(NULL);
        if (s->limits)
            pcre2_set_match_limit(s->limits, STEPS_MAX);
    }
}

static int has_pair(const struct subject *s, const char *at)
{
    unsigned pair = pair_of(at);
    return s->pairs[pair / 64] >> pair % 64 & 1;
}

int subject_may_have(const struct subject *s, struct smtplog_slice word)
{
    return word.len < 2 || (has_pair(s, word.ptr) && has_pair(s, word.ptr + word.len - 2) &&
                            has_pair(s, word.ptr + (word.len - 1) / 2));
}

static int contains(const struct subject *s, const struct literal *l)
{
    if (!subject_may_have(s, slice_of(l->text, l->len)))
        return 0;
    return memmem(s->lower, s->text.len, l->text, l->len) != NULL;
}

/* The literals are looked for at the first question: most patterns of a run are never asked. */
static int may_match(struct pattern *p, const struct subject *s)
{
    if (!p->looked) {
        p->literals = literals_of(p->source);
        p->looked = 1;
    }
    for (size_t i = 0; i < p->literals.count; i++)
        if (contains(s, &p->literals.list[i]))
            return 1;
    return p->literals.count == 0;
}

void subject_release(struct subject *s)
{
    free(s->lower);
    pcre2_match_data_free(s->match);
    pcre2_match_context_free(s->limits);
    *s = (struct subject){0};
}

void pattern_init(struct pattern *p, struct smtplog_slice source)
{
    *p = (struct pattern){.source = source};
}

void pattern_release(struct pattern *p)
{
    pcre2_code_free(p->code);
    p->code = NULL;
}

/* 1, or 0 with PCRE2's number and the place in the pattern. */
static int compile(struct pattern *p, int *error, size_t *place)
{
    p->code = pcre2_compile((PCRE2_SPTR)p->source.ptr, p->source.len, PCRE2_CASELESS, error, place,
                            NULL);
    p->broken = p->code == NULL;
    return !p->broken;
}

/* Machine code costs as much as some dozens of tries without it, and most patterns of a run are
 * tried less often: it is made for those that are. */
static void count_try(struct pattern *p)
{
    if (p->tried < TRIES_BEFORE_JIT && ++p->tried == TRIES_BEFORE_JIT)
        pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);     /* where there is no JIT: slower */
}

int pattern_match(struct pattern *p, struct subject *s, struct smtplog_slice *found)
{
    int error;
    size_t place;
    if (!p->source.ptr) {
        if (found)
            *found = s->text;
        return 1;
    }
    if (p->broken || !may_match(p, s))
        return 0;
    if (!p->code && !compile(p, &error, &place))
        return 0;
    count_try(p);
    const char *text = s->text.len ? s->text.ptr : "";
    int groups = pcre2_match(p->code, (PCRE2_SPTR)s->lower, s->text.len, 0, 0, s->match,
                             s->limits);
    if (groups > 0 && found) {
        PCRE2_SIZE *at = pcre2_get_ovector_pointer(s->match);
        size_t group = groups > 1 && at[2] != PCRE2_UNSET ? 1 : 0;
        *found = slice_of(text + at[2 * group], at[2 * group + 1] - at[2 * group]);
    }
    return groups > 0;
}

int pattern_check(struct pattern *p, const char *file, uint32_t line, struct diag *diag)
{
    int error;
    size_t place;
    unsigned char message[120] = "";
    if (!p->source.ptr || p->code || compile(p, &error, &place))
        return 1;
    pcre2_get_error_message(error, message, sizeof message);
    diag_error(diag, "%s:%u: a pattern does not compile: %s at character %zu; not used", file,
               line, (const char *)message, place + 1);
    return 0;
}
