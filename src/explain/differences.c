/* What sets two sides apart, fact by fact.
 *
 * Each fact is a table from the word in the knowledge base to a clause, and a sentence for two of
 * them; a fact that is equal on both sides, or unknown on one, is no difference. */
#include "explain/compare.h"

#include "base/mem.h"
#include "explain/codes.h"
#include "explain/explain.h"
#include "knowledge/stanza.h"
#include "phrase/words.h"
#include "phrase/who.h"

#include <stdlib.h>

struct word { const char *key, *clause; };

static const struct word sessions[] = {
    {"open", N_("it stays open for the next command")},
    {"waits", N_("it stays open, and the server waits for the client")},
    {"closes", N_("the server closes it")},
    {NULL, NULL}
};
static const struct word messages[] = {
    {"none", N_("none is concerned yet")},
    {"begun", N_("it is on its way, and the client still answers for it")},
    {"taken", N_("the server has taken it over, if the reply came after the final dot")},
    {"kept", N_("it stays in the client's queue and is tried again")},
    {"returned", N_("it goes back to its sender, if one was being sent")},
    {"unsent", N_("it is not sent before a login succeeds")},
    {NULL, NULL}
};
static const struct word scopes[] = {
    {"service", N_("the server or the whole session")}, {"login", N_("the login")},
    {"security", N_("TLS or the login")}, {"command", N_("the command just sent")},
    {"order", N_("the order of the commands")}, {"parameter", N_("a parameter of the command")},
    {"recipient", N_("one recipient or sender")}, {"address", N_("the address as such")},
    {"message", N_("the message and its size")}, {"transaction", N_("the whole transaction")},
    {"domain", N_("the recipient's domain")}, {"queue", N_("a queue of waiting mail")},
    {"query", N_("a query about an address")},
    {NULL, NULL}
};
/* RFC 3463 section 3: the second number of an enhanced code. */
static const struct word subjects[] = {
    {"0", N_("anything, for the subject is left open")}, {"1", N_("an address")},
    {"2", N_("a mailbox")},
    {"3", N_("the mail system")}, {"4", N_("network and routing")}, {"5", N_("the protocol")},
    {"6", N_("the content of the message")}, {"7", N_("security and policy")},
    {NULL, NULL}
};

static char *clause(const struct lang *lang, const struct word *words, struct smtplog_slice key)
{
    for (; words->key; words++)
        if (slice_is(key, words->key))
            return mem_str(tr(lang, words->clause));
    return mem_str("");
}

/* ---- one fact of one side in words; empty: not known --------------------------------- */

struct teller { const struct lang *lang; const struct knowledge *k; };

/* What the thing is at all, for whoever compares a code with a cause. */
static char *kind_words(const struct teller *t, const struct compared *s)
{
    const char *words = s->kind == COMPARE_CAUSE
                        ? N_("a cause: what stands behind a refusal, whatever "
                                                      "its code")
        : s->kind == COMPARE_MECHANISM ? N_("a mechanism of AUTH: how a client proves who it is")
        : s->kind == COMPARE_TAG ? N_("a provider's own mark in the text of a reply")
        : s->k.enhanced ? N_("an enhanced status code, the detail behind a reply")
        : N_("a reply code, the three digits that steer the client");
    return mem_str(tr(t->lang, words));
}

static char *session_words(const struct teller *t, const struct compared *s)
{
    return clause(t->lang, sessions, s->k.session);
}

static char *message_words(const struct teller *t, const struct compared *s)
{
    static const char *const by_class[10] = {[4] = "kept", [5] = "returned"};
    struct smtplog_slice word = s->k.message;
    if (s->k.enhanced && by_class[s->k.class])
        word = slice_str(by_class[s->k.class]);
    return clause(t->lang, messages, word);
}

static char *outcome_words(const struct teller *t, const struct compared *s)
{
    return mem_str(words_persistence(t->lang, s->k.persistence));
}

static char *scope_words(const struct teller *t, const struct compared *s)
{
    if (s->k.enhanced && strlen(s->k.code) > 3)
        return clause(t->lang, subjects, slice_of(s->k.code + 2, 1));
    return clause(t->lang, scopes, s->k.scope);
}

static char *class_words(const struct teller *t, const struct compared *s)
{
    if (!s->k.class)
        return mem_str("");
    return mem_fmt("%s (%d%s)", words_class(t->lang, s->k.class, s->k.enhanced), s->k.class,
                   s->k.enhanced ? ".x.x" : "xx");
}

/* A cause's title is its word again, a tag's that of its cause. */
static char *title_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return s->kind == COMPARE_CODE ? mem_text(s->k.title) : mem_str("");
}

static char *owner_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->whose);
}

/* Of a cause, and of what a tag says: what is tried in vain. */
static char *vain_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return s->kind == COMPARE_CODE || s->kind == COMPARE_MECHANISM
        ? mem_str("") : compare_first_sentence(s->k.beware);
}

/* Only reply codes have an order in the dialogue; enhanced codes, causes and marks come along
 * with them. */
static char *order_words(const struct teller *t, const struct compared *s)
{
    struct strbuf out = {0};
    if (s->kind != COMPARE_CODE || s->k.enhanced)
        return mem_str("");
    if (s->k.then.len)
        strbuf_fmt(&out, tr(t->lang, "may be followed by %.*s"), (int)s->k.then.len,
                   s->k.then.ptr);
    if (s->k.after.len) {
        strbuf_str(&out, out.len ? tr(t->lang, " and ") : "");
        strbuf_fmt(&out, tr(t->lang, "may come after %.*s"), (int)s->k.after.len, s->k.after.ptr);
    }
    if (!out.len)
        strbuf_str(&out, tr(t->lang, "follows its command at once and ends it"));
    return strbuf_steal(&out);
}

static char *usual_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return s->kind == COMPARE_MECHANISM ? mem_str("") : mem_text(s->k.usually);
}

/* ---- of mechanisms: what the login takes and shows ---- */

static char *wire_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->login.wire);
}

static char *dialogue_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->login.dialogue);
}

static char *without_tls_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->login.without_tls);
}

static char *keeps_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->login.keeps);
}

static char *needs_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->login.needs);
}

static char *phase_words(const struct teller *t, const struct compared *s)
{
    return compare_phases(t->lang, s);
}

static char *next_words(const struct teller *t, const struct compared *s)
{
    return compare_next(t->lang, s);
}

static char *actor_words(const struct teller *t, const struct compared *s)
{
    return compare_who(t->lang, s);
}

/* Those of a list of reply codes that have the first digit of the enhanced code. */
static char *partners_of_class(const struct teller *t, const struct compared *s)
{
    struct smtplog_slice list = s->k.pairs, item;
    struct strbuf out = {0};
    while (stanza_item(&list, &item))
        if (!s->k.class || item.ptr[0] - '0' == s->k.class)
            strbuf_fmt(&out, "%s%.*s", out.len ? ", " : "", (int)item.len, item.ptr);
    return out.len ? strbuf_steal(&out) : mem_str(tr(t->lang, "no particular reply code"));
}

/* A list as it is, or what of it is told when it is long. */
static char *shortened(const struct teller *t, const struct strbuf *list, size_t count, size_t cut)
{
    enum { MOST_PARTNERS = 8 };
    return count <= MOST_PARTNERS ? mem_strn(list->ptr, list->len)
        : mem_fmt(tr(t->lang, "many, such as %.*s"), (int)cut, list->ptr);
}

/* The registry pairs basic and enhanced codes; an enhanced code's entry has the list. */
static char *partner_words(const struct teller *t, const struct compared *s)
{
    enum { TOLD_PARTNERS = 5 };
    struct knowledge_code e;
    struct strbuf out = {0};
    size_t count = 0, cut = 0;
    if (s->kind != COMPARE_CODE)
        return mem_str("");
    if (s->k.enhanced)
        return slice_is(s->k.pairs, "any") ? mem_str(tr(t->lang, "any reply code"))
                                           : partners_of_class(t, s);
    for (size_t i = 0; knowledge_enhanced_at(t->k, i, KNOWLEDGE_EN, &e); i++)
        if (stanza_lists(e.pairs, slice_str(s->name))) {
            strbuf_fmt(&out, "%s%s", out.len ? ", " : "", e.code);
            cut = ++count == TOLD_PARTNERS ? out.len : cut;
        }
    if (!out.len)
        strbuf_str(&out, tr(t->lang, s->k.class == 3 ? "no enhanced code, which a 3xx never has"
                                                     : "no enhanced code of the registry"));
    char *told = shortened(t, &out, count, cut);
    strbuf_release(&out);
    return told;
}

/* A text of X.2.1 may say "5.2.1: remove ...": the sentence has the name already.  What to do
 * about a tag its description tells after it said what the tag means. */
static char *step_words(const struct teller *t, const struct compared *s)
{
    struct smtplog_slice text = s->k.how_to_fix, name = slice_str(s->name);
    ptrdiff_t said = slice_find(s->k.description, ". ");
    (void)t;
    if (s->kind == COMPARE_MECHANISM)
        return mem_str("");
    if (s->kind == COMPARE_TAG && said >= 0)
        text = slice_from(s->k.description, (size_t)said + 2);
    if (slice_starts(text, s->name) && slice_starts(slice_from(text, name.len), ": "))
        text = slice_from(text, name.len + 2);
    return compare_first_sentence(text);
}

static char *definition_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return compare_first_sentence(s->k.description);
}

static char *seen_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return compare_first_sentence(s->k.when_seen);
}

static char *example_words(const struct teller *t, const struct compared *s)
{
    (void)t;
    return mem_text(s->k.example);
}

/* "seen" codes are met in logs though no standard of SMTP has them. */
static char *standing_words(const struct teller *t, const struct compared *s)
{
    const char *words = N_("not in current use");
    if (s->kind != COMPARE_CODE && s->kind != COMPARE_MECHANISM)
        return mem_str("");
    if (s->k.generic)
        words = N_("defined nowhere that we know of, and only its class is known");
    else if (s->k.seen || slice_is(s->k.standard, "no"))
        words = N_("in no standard of SMTP");
    else if (slice_is(s->k.standard, "yes"))
        words = N_("in a current standard");
    return mem_str(tr(t->lang, words));
}

/* Facts in the order of their weight; each sentence takes name, words, name, words;
 * `bare`: the words alone. */
static const struct fact {
    char *(*words)(const struct teller *t, const struct compared *s);
    const char *sentence;
    int bare;
} facts[] = {
    {kind_words, N_("Kind: %s is %s; %s is %s."), 0},
    {wire_words, N_("What crosses the wire: with %s %s; with %s %s."), 0},
    {dialogue_words, N_("The dialogue: %s takes %s; %s takes %s."), 0},
    {without_tls_words, N_("Without TLS: %s %s; %s %s."), 0},
    {keeps_words, N_("What the server keeps: for %s %s; for %s %s."), 0},
    {needs_words, N_("What the client needs: for %s %s; for %s %s."), 0},
    {class_words, N_("Class: %s is %s; %s is %s."), 0},
    {session_words, N_("The connection: after %s %s; after %s %s."), 0},
    {message_words, N_("The message: after %s %s; after %s %s."), 0},
    {scope_words, N_("%s is about %s; %s is about %s."), 0},
    {order_words, N_("Within its command %s %s; %s %s."), 0},
    {usual_words, N_("Behind %s there is usually this: %s. Behind %s: %s."), 0},
    {phase_words, N_("Place in the dialogue: %s answers %s; %s answers %s."), 0},
    {title_words, N_("Meaning: %s says \"%s\"; %s says \"%s\"."), 0},
    {owner_words, N_("Who prints it: %s comes from %s, %s from %s."), 0},
    {step_words, N_("The first step after %s: %s After %s: %s"), 0},
    {partner_words, N_("What it goes with: %s with %s; %s with %s."), 0},
    {next_words, N_("The client: after %s it %s; after %s it %s."), 0},
    {actor_words, N_("Who acts: after %s, %s; after %s, %s."), 0},
    {example_words, N_("For example: \"%s\" against \"%s\"."), 1},
    {outcome_words, N_("Outcome: %s is %s; %s is %s."), 0},
    {definition_words, N_("What it says: %s: %s %s: %s"), 0},
    {vain_words, N_("What does not help: with %s: %s With %s: %s"), 0},
    {seen_words, N_("Where it is met: %s: %s %s: %s"), 0},
    {standing_words, N_("Standing: %s is %s; %s is %s."), 0},
};

/* The sentence with each %s replaced in turn.  (A format that stands in a table cannot be checked
 * by the compiler, so printf does not see it.) */
static char *fill(const char *sentence, const char *const *words, size_t n)
{
    struct smtplog_slice rest = slice_str(sentence), before;
    struct strbuf out = {0};
    for (size_t i = 0; i < n && scan_until_lit(&rest, "%s", &before); i++) {
        strbuf_slice(&out, before);
        strbuf_str(&out, words[i]);
    }
    strbuf_slice(&out, rest);
    return strbuf_steal(&out);
}

static void add(struct comparison *c, char *sentence)
{
    if (c->differences_len < COMPARE_LINES_MAX)
        c->differences[c->differences_len++] = sentence;
    else
        free(sentence);
}

void compare_differences(struct comparison *c, const struct lang *lang, const struct knowledge *k)
{
    const struct compared *a = &c->sides[0], *b = &c->sides[1];
    struct teller t = {lang, k};
    int l = knowledge_lang_of(lang->name);
    struct smtplog_slice note;
    for (size_t i = 0; (note = knowledge_pair(k, a->k.entry, b->k.entry, l, "Difference", i)).ptr;
         i++)
        add(c, mem_text(note));
    if (a->k.enhanced && b->k.enhanced && slice_eq(a->k.entry, b->k.entry))
        add(c, mem_fmt(tr(lang, "The same detail with another first digit: %s and %s give the "
                                "same reason, and only what the client does next is different."),
                                a->name, b->name));
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        char *x = facts[i].words(&t, a), *y = facts[i].words(&t, b);
        const char *const named[] = {a->name, x, b->name, y}, *const bare[] = {x, y};
        int one_digit = facts[i].words == class_words && a->k.class == b->k.class;
        if (*x && *y && strcmp(x, y) != 0 && !one_digit)
            add(c, facts[i].bare ? fill(tr(lang, facts[i].sentence), bare, 2)
                                 : fill(tr(lang, facts[i].sentence), named, 4));
        free(x);
        free(y);
    }
}
