/* Compiling hundreds of patterns takes longer than reading a small log, so each is compiled at
 * its first use, and is tried only where a word that it needs stands in the text. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "classify/pattern.h"

#include "base/mem.h"

#include <pcre2.h>
#include <stdlib.h>

/* Strangers write the texts and operators the patterns: a match that tries more than this many
 * steps is given up and counts as none. */
enum { STEPS_MAX = 200000 };

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
}

void subject_set(struct subject *s, struct smtplog_slice text)
{
    s->lower = mem_grow(s->lower, &s->cap, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++)
        s->lower[i] = lower(text.ptr[i]);
    s->text = text;
    if (!s->match) {
        s->match = pcre2_match_data_create(8, NULL);
        s->limits = pcre2_match_context_create(NULL);
        if (s->limits)
            pcre2_set_match_limit(s->limits, STEPS_MAX);
    }
}

void subject_release(struct subject *s)
{
    free(s->lower);
    pcre2_match_data_free(s->match);
    pcre2_match_context_free(s->limits);
    *s = (struct subject){0};
}

/* The place behind the character class that begins at `at`. */
static size_t behind_class(struct smtplog_slice p, size_t at)
{
    size_t i = at + 1;
    i += i < p.len && p.ptr[i] == '^';
    i += i < p.len && p.ptr[i] == ']';
    while (i < p.len && p.ptr[i] != ']')
        i += p.ptr[i] == '\\' ? 2 : 1;
    return i + 1;
}

/* The place behind the quantifier "{m,n}" that begins at `at`. */
static size_t behind_braces(struct smtplog_slice p, size_t at)
{
    while (at < p.len && p.ptr[at] != '}')
        at++;
    return at + 1;
}

/* One piece of the pattern as far as literals are concerned. */
struct atom { int literal; char c; size_t len; int depth; };

static struct atom atom_at(struct smtplog_slice p, size_t at)
{
    char c = p.ptr[at];
    if (c == '\\' && at + 1 < p.len)
        return (struct atom){!scan_is_alnum(p.ptr[at + 1]), p.ptr[at + 1], 2, 0};
    if (c == '[')
        return (struct atom){0, 0, behind_class(p, at) - at, 0};
    if (c == '{')
        return (struct atom){0, 0, behind_braces(p, at) - at, 0};
    if (c == '(' || c == ')')
        return (struct atom){0, 0, 1, c == '(' ? 1 : -1};
    return (struct atom){strchr(".^$*+?}|", c) == NULL, c, 1, 0};
}

/* A quantifier that allows none of what stands before it. */
static int may_be_absent(struct smtplog_slice p, size_t at)
{
    return at < p.len && (p.ptr[at] == '?' || p.ptr[at] == '*' || p.ptr[at] == '{');
}

/* The longest run of literal characters outside all groups: every match contains it.  With an
 * alternation outside the groups there is none. */
static void find_literal(struct pattern *p)
{
    char run[PATTERN_LITERAL_MAX];
    size_t len = 0;
    int depth = 0;
    for (size_t at = 0; at < p->source.len;) {
        struct atom a = atom_at(p->source, at);
        if (p->source.ptr[at] == '|' && depth == 0) {
            p->literal_len = 0;
            return;
        }
        at += a.len;
        depth += a.depth;
        if (a.literal && depth == 0 && !may_be_absent(p->source, at) && len < sizeof run)
            run[len++] = lower(a.c);
        else
            len = 0;                    /* "a+b" too: what follows starts anew */
        if (len > p->literal_len) {
            memcpy(p->literal, run, len);
            p->literal_len = len;
        }
    }
}

void pattern_init(struct pattern *p, struct smtplog_slice source)
{
    *p = (struct pattern){.source = source};
    if (source.ptr && slice_find(source, "(?x") < 0)
        find_literal(p);
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
    if (p->code)
        pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);     /* where there is no JIT: slower */
    return !p->broken;
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
    if (p->broken || (p->literal_len && !memmem(s->lower, s->text.len, p->literal, p->literal_len)))
        return 0;
    if (!p->code && !compile(p, &error, &place))
        return 0;
    const char *text = s->text.len ? s->text.ptr : "";
    int groups = pcre2_match(p->code, (PCRE2_SPTR)text, s->text.len, 0, 0, s->match, s->limits);
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
    diag_error(diag, "%s:%u: a pattern does not compile: %s at character %zu; not used", file, line,
               (const char *)message, place + 1);
    return 0;
}
