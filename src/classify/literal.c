/* A walk over a regular expression that sees only what matters for literals: runs of plain
 * characters, groups with their alternatives, and what may be absent. */
#include "classify/literal.h"

#include "base/text.h"

struct walk {
    struct smtplog_slice p;
    size_t at;
};

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

/* One piece of the pattern that is no group. */
struct atom { int literal; char c; size_t len; };

/* One element of the expression: a plain character, or something that a literal ends at. */
static struct atom atom_at(struct smtplog_slice p, size_t at)
{
    char c = p.ptr[at];
    if (c == '\\' && at + 1 < p.len)
        return (struct atom){!scan_is_alnum(p.ptr[at + 1]), p.ptr[at + 1], 2};
    if (c == '[')
        return (struct atom){0, 0, behind_class(p, at) - at};
    if (c == '{')
        return (struct atom){0, 0, behind_braces(p, at) - at};
    return (struct atom){strchr(".^$*+?}", c) == NULL, c, 1};
}

/* A quantifier that allows none of what stands before it. */
static int may_be_absent(const struct walk *w)
{
    return w->at < w->p.len && (w->p.ptr[w->at] == '?' || w->p.ptr[w->at] == '*' ||
                                w->p.ptr[w->at] == '{');
}

static size_t shortest(const struct literals *l)
{
    size_t min = l->count ? LITERAL_MAX : 0;
    for (size_t i = 0; i < l->count; i++)
        min = l->list[i].len < min ? l->list[i].len : min;
    return min;
}

/* The better of two: whose shortest is longer, then whose are fewer. */
static void consider(struct literals *best, const struct literals *other)
{
    size_t a = shortest(best), b = shortest(other);
    if (b > a || (b == a && b && other->count < best->count))
        *best = *other;
}

static struct literals alternatives(struct walk *w);

/* A group from its '(' on; nothing sure in those that look around. */
static struct literals group(struct walk *w)
{
    struct smtplog_slice rest = slice_from(w->p, ++w->at);
    int plain = 1;
    if (rest.len && rest.ptr[0] == '?') {
        plain = slice_starts(rest, "?:");
        while (w->at < w->p.len && strchr("?:!=<", w->p.ptr[w->at]))
            w->at++;
    }
    struct literals inside = alternatives(w);
    w->at += w->at < w->p.len;                  /* ')' */
    return plain && !may_be_absent(w) ? inside : (struct literals){0};
}

/* Up to '|', ')' or the end. */
static struct literals sequence(struct walk *w)
{
    struct literals best = {0}, run = {.count = 1};
    while (w->at < w->p.len && w->p.ptr[w->at] != '|' && w->p.ptr[w->at] != ')') {
        if (w->p.ptr[w->at] == '(') {
            struct literals inside = group(w);
            consider(&best, &inside);
            run.list[0].len = 0;
            continue;
        }
        struct atom a = atom_at(w->p, w->at);
        w->at += a.len;
        if (a.literal && !may_be_absent(w) && run.list[0].len < LITERAL_MAX)
            run.list[0].text[run.list[0].len++] = text_lower(a.c);
        else
            run.list[0].len = 0;                /* "a+b" too: what follows starts anew */
        if (run.list[0].len)
            consider(&best, &run);
    }
    return best;
}

/* The literals of "a|b|c", one of which every match holds; none where one branch has none. */
static struct literals alternatives(struct walk *w)
{
    struct literals all = {0};
    int sure = 1;
    for (;;) {
        struct literals one = sequence(w);
        sure &= one.count > 0 && all.count + one.count <= LITERALS_MAX;
        for (size_t i = 0; sure && i < one.count; i++)
            all.list[all.count++] = one.list[i];
        if (w->at >= w->p.len || w->p.ptr[w->at] != '|')
            return sure ? all : (struct literals){0};
        w->at++;
    }
}

struct literals literals_of(struct smtplog_slice source)
{
    struct walk w = {.p = source};
    struct literals found = slice_find(source, "(?x") < 0 ? alternatives(&w)
                                                          : (struct literals){0};
    return w.at >= source.len ? found : (struct literals){0};
}
