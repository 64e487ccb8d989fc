/* Nothing is written about pairs: rows and sentences follow from the facts of both sides, so
 * every pair can be asked. */
#include "explain/compare.h"

#include "base/mem.h"
#include "explain/explain.h"
#include "knowledge/stanza.h"
#include "phrase/words.h"
#include "phrase/who.h"

#include <stdlib.h>

char *compare_first_sentence(struct smtplog_slice text)
{
    ptrdiff_t at = slice_find(text, ". ");
    return mem_text(at < 0 ? text : slice_head(text, (size_t)at + 1));
}

void compare_of_code(struct compared *out, const struct knowledge_code *code)
{
    *out = (struct compared){.kind = COMPARE_CODE, .k = *code};
    memcpy(out->name, code->code, sizeof code->code);
}

void compare_of_cause(struct compared *out, const struct knowledge_cause *cause)
{
    *out = (struct compared){
        .kind = COMPARE_CAUSE,
        .k = {
            .title = cause->title, .description = cause->description, .entry = cause->cause,
            .how_to_fix = cause->how_to_fix, .who_acts = cause->who_acts, .source = cause->source,
            .beware = cause->wont_help,
        },
    };
    struct smtplog_slice name = slice_head(cause->cause, sizeof out->name - 1);
    memcpy(out->name, name.ptr, name.len);
}

void compare_of_mechanism(struct compared *out, const struct knowledge_mechanism *mechanism)
{
    *out = (struct compared){
        .kind = COMPARE_MECHANISM,
        .login = *mechanism,
        .k = {
            .title = mechanism->title, .description = mechanism->description,
            .entry = mechanism->mechanism, .when_seen = mechanism->when_seen,
            .how_to_fix = mechanism->how_to_fix, .beware = mechanism->beware,
            .source = mechanism->source, .usually = mechanism->usually,
            .standard = mechanism->standard,
        },
    };
    struct smtplog_slice name = slice_head(mechanism->mechanism, sizeof out->name - 1);
    memcpy(out->name, name.ptr, name.len);
}

/* ---- texts of one side ----------------------------------------------------------------- */

static char *class_text(const struct lang *lang, const struct compared *s)
{
    struct strbuf out = {0};
    if (s->k.class || s->k.enhanced)
        explain_class(&out, lang, &s->k);
    return out.len ? strbuf_steal(&out) : mem_str("");
}

char *compare_phases(const struct lang *lang, const struct compared *s)
{
    struct strbuf out = {0};
    strbuf_str(&out, "");
    words_phases(&out, lang, s->k.phases);
    return strbuf_steal(&out);
}

char *compare_who(const struct lang *lang, const struct compared *s)
{
    struct strbuf out = {0};
    strbuf_str(&out, "");
    who_words(&out, lang, who_of_class(s->k.who_acts, s->k.class), WHO_UNKNOWN);
    return strbuf_steal(&out);
}

char *compare_next(const struct lang *lang, const struct compared *s)
{
    return mem_str(words_next(lang, explain_next(&s->k)));
}

static char *description(const struct lang *lang, const struct compared *s)
{
    (void)lang;
    return mem_text(s->k.description);
}

static char *when_seen(const struct lang *lang, const struct compared *s)
{
    (void)lang;
    return mem_text(s->k.when_seen);
}

static char *how_to_fix(const struct lang *lang, const struct compared *s)
{
    (void)lang;
    return mem_text(s->k.how_to_fix);
}

/* Of a cause, what does not help. */
static char *beware(const struct lang *lang, const struct compared *s)
{
    return s->k.beware.len && s->kind == COMPARE_CAUSE
        ? mem_fmt(tr(lang, "Won't help: %.*s"), (int)s->k.beware.len, s->k.beware.ptr)
        : mem_text(s->k.beware);
}

static const struct row {
    const char *key, *label;
    char *(*words)(const struct lang *lang, const struct compared *s);
} rows[COMPARE_ROWS] = {
    {"class", N_("Class"), class_text},
    {"description", N_("Description"), description},
    {"when_seen", N_("When you see it"), when_seen},
    {"how_to_fix", N_("How to fix"), how_to_fix},
    {"beware", N_("Beware"), beware},
    {"next", N_("The client"), compare_next},
    {"who_acts", N_("Who acts"), compare_who},
    {"phases", N_("In reply to"), compare_phases},
};

/* ---- which applies when --------------------------------------------------------------- */

/* 1 if some command can be answered by both. */
static int phases_meet(struct smtplog_slice a, struct smtplog_slice b)
{
    struct smtplog_slice one, other;
    if (slice_is(a, "any") || slice_is(b, "any"))
        return 1;
    while (stanza_item(&a, &one))
        for (struct smtplog_slice rest = b; stanza_item(&rest, &other);)
            if (slice_eq(one, other))
                return 1;
    return 0;
}

/* 1 if the registry gives the enhanced code for use with the reply code. */
static int go_together(const struct compared *a, const struct compared *b)
{
    const struct compared *enhanced = a->k.enhanced ? a : b, *reply = a->k.enhanced ? b : a;
    return slice_is(enhanced->k.pairs, "any") ||
           stanza_lists(enhanced->k.pairs, slice_str(reply->name));
}

/* The last line of "when which applies": how to know in practice.  What two mechanisms, causes or
 * codes are told by differs. */
static const char *rule_of_thumb(const struct lang *lang, const struct compared *a,
                                 const struct compared *b)
{
    if (a->kind == COMPARE_MECHANISM && b->kind == COMPARE_MECHANISM)
        return tr(lang, "The server names its mechanisms after EHLO, in the line 250-AUTH, and "
                        "the client takes one that both can do. Which one a dialogue used, its "
                        "AUTH command or \"smtplog explain\" with the 334 tells.");
    if (a->kind != COMPARE_CODE || b->kind != COMPARE_CODE)
        return tr(lang, "The code alone does not decide: the text of the reply does. \"smtplog "
                        "explain\" "
                        "with the whole reply tells which cause it is.");
    if (!phases_meet(a->k.phases, b->k.phases))
        return tr(lang, "The two never answer the same command, so the place in the dialogue "
                        "tells which one to expect.");
    if (a->k.class != b->k.class)
        return tr(lang, "Where both are possible, the first digit decides what the client does.");
    if (a->k.enhanced != b->k.enhanced && !go_together(a, b))
        return tr(lang, "The registry does not give the enhanced code for this reply code: where "
                        "one reply has both, go by its words.");
    if (a->k.enhanced != b->k.enhanced)
        return tr(lang, "The two go together: the reply code steers the client, the enhanced code "
                        "tells the reason.");
    return tr(lang, "The first digit is the same, so to the client's queue they are alike; the "
                    "code, the enhanced code and the text tell people the reason.");
}

static void add_applies(struct comparison *c, char *sentence)
{
    if (c->applies_len < COMPARE_LINES_MAX)
        c->applies[c->applies_len++] = sentence;
    else
        free(sentence);
}

/* "554, in reply to MAIL FROM or DATA: relaying, or ...": only what is known. */
static char *place_words(const struct lang *lang, const struct compared *s)
{
    char *where = compare_phases(lang, s);
    char *what = s->k.usually.len ? mem_fmt("%.*s.", (int)s->k.usually.len, s->k.usually.ptr)
                                  : compare_first_sentence(s->k.description);
    char *out = !*where ? mem_fmt("%s: %s", s->name, what)
        : s->k.usually.len ? mem_fmt(tr(lang, "%s, in reply to %s: %s"), s->name, where, what)
        : mem_fmt(tr(lang, "%s, in reply to %s. %s"), s->name, where, what);
    free(where);
    free(what);
    return out;
}

/* With what the client does next, unless that is told once for both. */
static char *applies_words(const struct lang *lang, const struct compared *s, const char *next)
{
    char *place = place_words(lang, s);
    char *out = *next && s->k.phases.len
        ? mem_fmt(tr(lang, "%s The client then %s."), place, next) : mem_str(place);
    free(place);
    return out;
}

/* For each when it stands, and what the client does next, said once if it is the same; then what
 * the knowledge base has for this very pair. */
static void make_applies(struct comparison *c, const struct lang *lang, const struct knowledge *k)
{
    int l = knowledge_lang_of(lang->name);
    struct smtplog_slice note, a = c->sides[0].k.entry, b = c->sides[1].k.entry;
    char *next[] = {compare_next(lang, &c->sides[0]), compare_next(lang, &c->sides[1])};
    int alike = *next[0] && strcmp(next[0], next[1]) == 0;
    for (size_t i = 0; i < 2; i++)
        add_applies(c, applies_words(lang, &c->sides[i], alike ? "" : next[i]));
    if (alike)
        add_applies(c, mem_fmt(tr(lang, "After either, the client %s."), next[0]));
    free(next[0]);
    free(next[1]);
    for (size_t i = 0; (note = knowledge_pair(k, a, b, l, "Choose", i)).ptr; i++)
        add_applies(c, mem_text(note));
    add_applies(c, mem_str(rule_of_thumb(lang, &c->sides[0], &c->sides[1])));
}

/* ---- title, lead, all of it ------------------------------------------------------------ */

char *compare_heading(const struct compared *s)
{
    return s->kind == COMPARE_CAUSE
        ? mem_text(s->k.title)
        : mem_fmt("%s %.*s", s->name, (int)s->k.title.len, s->k.title.ptr);
}

/* Two of one class: the class once, then each. */
static char *lead_of_one_class(const struct lang *lang, const struct compared *s,
                               char *const *what)
{
    const struct knowledge_code *k = &s[0].k;
    return mem_fmt(tr(lang, "Both %s and %s are of the class %s (%d%s): %s. %s: %s %s: %s"),
                   s[0].name, s[1].name, words_class(lang, k->class, k->enhanced), k->class,
                   k->enhanced ? ".x.x" : "xx", words_class_means(lang, k->class), s[0].name,
                   what[0], s[1].name, what[1]);
}

/* A reply code and an enhanced code of one first digit: what they share once, then each. */
static char *lead_of_one_digit(const struct lang *lang, const struct compared *s,
                               char *const *what)
{
    return mem_fmt(tr(lang, "%s and %s begin with the same digit, and with it they tell the "
                            "client the same: %s. %s: %s %s: %s"), s[0].name, s[1].name,
                   words_class_means(lang, s[0].k.class), s[0].name, what[0], s[1].name, what[1]);
}

static char *lead_of_side(const struct lang *lang, const struct compared *s, const char *what)
{
    if (s->kind != COMPARE_CODE || !s->k.class)
        return mem_fmt("%s: %s", s->name, what);
    return mem_fmt(tr(lang, "%s belongs to the class %s (%d%s): %s. %s"), s->name,
                   words_class(lang, s->k.class, s->k.enhanced), s->k.class,
                   s->k.enhanced ? ".x.x" : "xx", words_class_means(lang, s->k.class), what);
}

/* The first paragraph: what both have in common where they are of one class, else what each is. */
static void make_lead(struct comparison *c, const struct lang *lang)
{
    static const char *const fronts[] = {
        [COMPARE_CODE] = "SMTP ", [COMPARE_CAUSE] = "", [COMPARE_TAG] = "",
        [COMPARE_MECHANISM] = "AUTH ",
    };
    const struct compared *s = c->sides;
    char *titles[] = {compare_heading(&s[0]), compare_heading(&s[1])};
    char *what[] = {compare_first_sentence(s[0].k.description),
                    compare_first_sentence(s[1].k.description)};
    c->title = mem_fmt("%s%s%s%s", fronts[s[0].kind], titles[0], tr(lang, " vs "), titles[1]);
    if (s[0].k.class && s[0].k.class == s[1].k.class) {
        c->lead = s[0].k.enhanced == s[1].k.enhanced ? lead_of_one_class(lang, s, what)
                                                     : lead_of_one_digit(lang, s, what);
    } else {
        char *one = lead_of_side(lang, &s[0], what[0]),
                    *other = lead_of_side(lang, &s[1], what[1]);
        c->lead = mem_fmt("%s %s", one, other);
        free(one);
        free(other);
    }
    for (size_t i = 0; i < 2; i++) {
        free(titles[i]);
        free(what[i]);
    }
}

void compare_make(struct comparison *out, const struct lang *lang, const struct knowledge *k,
                  const struct compared *a, const struct compared *b)
{
    *out = (struct comparison){.sides = {*a, *b}};
    make_lead(out, lang);
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        out->rows[i] = (struct compare_row){.key = rows[i].key, .label = tr(lang, rows[i].label)};
        for (size_t j = 0; j < 2; j++)
            out->rows[i].texts[j] = rows[i].words(lang, &out->sides[j]);
    }
    compare_differences(out, lang, k);
    make_applies(out, lang, k);
}

void compare_release(struct comparison *c)
{
    free(c->title);
    free(c->lead);
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        free(c->rows[i].texts[0]);
        free(c->rows[i].texts[1]);
    }
    while (c->differences_len)
        free(c->differences[--c->differences_len]);
    while (c->applies_len)
        free(c->applies[--c->applies_len]);
    *c = (struct comparison){0};
}
