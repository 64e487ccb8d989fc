#include "explain/compare.h"

#include "base/mem.h"
#include "explain/explain.h"
#include "knowledge/stanza.h"
#include "phrase/words.h"

#include <stdlib.h>

static char *copy(struct smtplog_slice s)
{
    return mem_strn(s.ptr, s.len);
}

/* The first sentence, with its full stop. */
static char *first_sentence(struct smtplog_slice text)
{
    ptrdiff_t at = slice_find(text, ". ");
    return copy(at < 0 ? text : slice_head(text, (size_t)at + 1));
}

/* ---- one fact of one code in words ------------------------------------------------ */

static char *class_words(const struct lang *lang, const struct knowledge_code *c)
{
    return mem_str(words_class(lang, c->class, c->enhanced));
}

static char *class_text(const struct lang *lang, const struct knowledge_code *c)
{
    struct strbuf out = {0};
    explain_class(&out, lang, c);
    return strbuf_steal(&out);
}

static char *phases_words(const struct lang *lang, const struct knowledge_code *c)
{
    struct strbuf out = {0};
    words_phases(&out, lang, c->phases);
    return strbuf_steal(&out);
}

static char *actor_words(const struct lang *lang, const struct knowledge_code *c)
{
    struct strbuf out = {0};
    words_who_acts(&out, lang, c->who_acts);
    return strbuf_steal(&out);
}

static char *next_words(const struct lang *lang, const struct knowledge_code *c)
{
    return mem_str(words_next(lang, explain_next(c)));
}

static char *outcome_words(const struct lang *lang, const struct knowledge_code *c)
{
    return mem_str(words_persistence(lang, c->persistence));
}

static char *title_words(const struct lang *lang, const struct knowledge_code *c)
{
    (void)lang;
    return copy(c->title);
}

static char *kind_words(const struct lang *lang, const struct knowledge_code *c)
{
    return mem_str(c->enhanced ? tr(lang, "an enhanced status code, the detail behind a reply")
                               : tr(lang, "a reply code, the three digits that steer the client"));
}

static char *standing_words(const struct lang *lang, const struct knowledge_code *c)
{
    const char *words = N_("not in current use");
    if (c->generic)
        words = N_("defined nowhere that we know of, and only its class is known");
    else if (c->seen || slice_is(c->standard, "no"))
        words = N_("in no standard of SMTP");
    else if (slice_is(c->standard, "yes"))
        words = N_("in a current standard");
    return mem_str(tr(lang, words));
}

/* ---- differences -------------------------------------------------------------------- */

/* Facts in the order of their weight; each sentence takes code, words, code, words. */
static const struct fact {
    char *(*words)(const struct lang *lang, const struct knowledge_code *c);
    const char *sentence;
} facts[] = {
    {kind_words, N_("Kind: %s is %s; %s is %s.")},
    {title_words, N_("Meaning: %s says \"%s\"; %s says \"%s\".")},
    {class_words, N_("Class: %s is %s; %s is %s.")},
    {outcome_words, N_("Outcome: %s is %s; %s is %s.")},
    {next_words, N_("What the client does next: after %s it %s; after %s it %s.")},
    {phases_words, N_("Place in the dialogue: %s answers %s; %s answers %s.")},
    {actor_words, N_("Who acts: after %s, %s; after %s, %s.")},
    {standing_words, N_("Standing: %s is %s; %s is %s.")},
};

/* The sentence with each %s replaced in turn.  (A format that stands in a table cannot be checked
 * by the compiler, so printf does not see it.) */
static char *fill(const char *sentence, const char *a, const char *x, const char *b, const char *y)
{
    const char *const words[] = {a, x, b, y};
    struct smtplog_slice rest = slice_str(sentence), before;
    struct strbuf out = {0};
    for (size_t i = 0; i < 4 && scan_until_lit(&rest, "%s", &before); i++) {
        strbuf_slice(&out, before);
        strbuf_str(&out, words[i]);
    }
    strbuf_slice(&out, rest);
    return strbuf_steal(&out);
}

static void add_differences(struct comparison *c, const struct lang *lang)
{
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        char *a = facts[i].words(lang, &c->codes[0]), *b = facts[i].words(lang, &c->codes[1]);
        if (*a && *b && strcmp(a, b) != 0)
            c->differences[c->differences_len++] =
                fill(tr(lang, facts[i].sentence), c->codes[0].code, a, c->codes[1].code, b);
        free(a);
        free(b);
    }
}

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

static const char *rule_of_thumb(const struct lang *lang, const struct knowledge_code *a,
                                 const struct knowledge_code *b)
{
    if (!phases_meet(a->phases, b->phases))
        return tr(lang, "The two never answer the same command, so the place in the dialogue tells "
                        "which one to expect.");
    if (a->class != b->class)
        return tr(lang, "Where both are possible, the first digit decides what the client does.");
    if (a->enhanced != b->enhanced)
        return tr(lang, "The two go together: the reply code steers the client, the enhanced code "
                        "tells the reason.");
    return tr(lang, "The first digit is the same, so to the client's queue they are alike; the "
                    "code, the enhanced code and the text tell people the reason.");
}

static void add_applies(struct comparison *c, const struct lang *lang)
{
    for (size_t i = 0; i < 2; i++) {
        const struct knowledge_code *code = &c->codes[i];
        char *where = phases_words(lang, code), *what = first_sentence(code->description);
        char *next = next_words(lang, code);
        c->applies[c->applies_len++] =
            mem_fmt(tr(lang, "%s, in reply to %s: %s The client then %s."), code->code, where, what,
                    next);
        free(where);
        free(what);
        free(next);
    }
    c->applies[c->applies_len++] = mem_str(rule_of_thumb(lang, &c->codes[0], &c->codes[1]));
}

/* ---- title, lead, rows ------------------------------------------------------------------ */

static void add_lead(struct comparison *c, const struct lang *lang)
{
    struct strbuf lead = {0}, title = {0};
    strbuf_str(&title, "SMTP ");
    explain_title(&title, &c->codes[0]);
    strbuf_str(&title, tr(lang, " vs "));
    explain_title(&title, &c->codes[1]);
    for (size_t i = 0; i < 2; i++) {
        const struct knowledge_code *code = &c->codes[i];
        char *what = first_sentence(code->description);
        char *text = mem_fmt(tr(lang, "%s belongs to the class %s (%d%s): %s. %s"), code->code,
                            words_class(lang, code->class, code->enhanced), code->class,
                            code->enhanced ? ".x.x" : "xx", words_class_means(lang, code->class),
                            what);
        strbuf_fmt(&lead, "%s%s", i ? " " : "", text);
        free(text);
        free(what);
    }
    c->title = strbuf_steal(&title);
    c->lead = strbuf_steal(&lead);
}

static char *description(const struct lang *lang, const struct knowledge_code *c)
{
    (void)lang;
    return copy(c->description);
}

static char *when_seen(const struct lang *lang, const struct knowledge_code *c)
{
    (void)lang;
    return copy(c->when_seen);
}

static char *how_to_fix(const struct lang *lang, const struct knowledge_code *c)
{
    (void)lang;
    return copy(c->how_to_fix);
}

static const struct row {
    const char *key, *label;
    char *(*words)(const struct lang *lang, const struct knowledge_code *c);
} rows[COMPARE_ROWS] = {
    {"class", N_("Class"), class_text},
    {"description", N_("Description"), description},
    {"when_seen", N_("When you see it"), when_seen},
    {"how_to_fix", N_("How to fix"), how_to_fix},
    {"next", N_("The client"), next_words},
    {"who_acts", N_("Who acts"), actor_words},
    {"phases", N_("In reply to"), phases_words},
};

void compare_make(struct comparison *out, const struct lang *lang, const struct knowledge_code *a,
                  const struct knowledge_code *b)
{
    *out = (struct comparison){.codes = {*a, *b}};
    add_lead(out, lang);
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        out->rows[i] = (struct compare_row){.key = rows[i].key, .label = tr(lang, rows[i].label)};
        for (size_t j = 0; j < 2; j++)
            out->rows[i].texts[j] = rows[i].words(lang, &out->codes[j]);
    }
    add_differences(out, lang);
    add_applies(out, lang);
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
