/* What the knowledge base, the rules and this machine's own logs say of a reply, line by line. */
#include "explain/explain.h"

#include "base/mem.h"
#include "base/units.h"

#include "render/format.h"
#include "phrase/words.h"
#include "store/query.h"

#include <stdlib.h>
#include <time.h>

enum { SEEN_DAYS = 30, SAID_MOST = 4000 };

void explain_title(struct strbuf *out, const struct knowledge_code *c)
{
    strbuf_fmt(out, "%s ", c->code);
    strbuf_slice(out, c->title);
}

void explain_class(struct strbuf *out, const struct lang *lang, const struct knowledge_code *c)
{
    if (!c->class) {
        strbuf_str(out, tr(lang, "open: 4 as the first digit is a failure for the time being, 5 a "
                                 "final one, 2 a success"));
        return;
    }
    strbuf_fmt(out, c->enhanced ? "%d.x.x %s: %s" : "%dxx %s: %s", c->class,
               words_class(lang, c->class, c->enhanced), words_class_means(lang, c->class));
}

/* A code of which less is known than was asked for says so first. */
static void add_doubt(struct sheet *s, const struct lang *lang, const struct knowledge_code *c)
{
    sheet_add_value(s, "generic", c->generic ? "true" : "false");
    if (c->generic && !slice_is(c->entry, c->code)) {
        char *text;
        if (asprintf(&text, tr(lang, "No document known to us defines %s; this is the general "
                                     "text of %.*s."), c->code, (int)c->entry.len,
                                     c->entry.ptr) < 0)
            return;
        sheet_add(s, "note", tr(lang, "Note"), slice_str(text));
        free(text);
    } else if (c->seen) {
        sheet_add(s, "note", tr(lang, "Note"), slice_str(
            c->class == 1 ? tr(lang, "An error number of the sending system, and no reply of "
                                     "SMTP.")
                          : tr(lang, "No RFC defines this number, but servers send it.")));
    }
}

static void add_words(struct sheet *s, const char *key, const char *label, const char *words)
{
    sheet_add(s, key, label, slice_str(words));
}

/* Keys for programs, phrases for people. */
static void add_who(struct sheet *s, const struct lang *lang, struct smtplog_slice keys,
                    enum who_side side)
{
    struct strbuf words = {0};
    who_words(&words, lang, keys, side);
    sheet_add(s, "who_acts", NULL, keys);
    sheet_add(s, NULL, tr(lang, "Who acts"), strbuf_view(&words));
    strbuf_release(&words);
}

static void add_source(struct sheet *s, const struct lang *lang, struct smtplog_slice source)
{
    struct strbuf words = {0};
    words_source(&words, lang, source);
    sheet_add_source(s, "source", tr(lang, "Source"), strbuf_view(&words), source);
    strbuf_release(&words);
}

static void add_phases(struct sheet *s, const struct lang *lang, struct smtplog_slice keys)
{
    struct strbuf words = {0};
    words_phases(&words, lang, keys);
    sheet_add(s, "phases", NULL, keys);
    sheet_add(s, NULL, tr(lang, "In reply to"), strbuf_view(&words));
    strbuf_release(&words);
}

/* The first digit for programs, and what it means for people. */
static void add_class(struct sheet *s, const struct lang *lang, const struct knowledge_code *c)
{
    struct strbuf text = {0};
    if (c->class == 1 && c->seen)       /* a system's error number has no class */
        return;
    strbuf_fmt(&text, c->class ? "%dxx" : "Xxx", c->class);
    sheet_add(s, "class", NULL, strbuf_view(&text));
    add_words(s, "class_name", NULL, words_class(lang, c->class, c->enhanced));
    strbuf_clear(&text);
    explain_class(&text, lang, c);
    sheet_add(s, NULL, tr(lang, "Class"), strbuf_view(&text));
    strbuf_release(&text);
}

struct smtplog_slice explain_next(const struct knowledge_code *c)
{
    if (c->enhanced && c->class == 4 && slice_is(c->next, "stop"))
        return SLICE_LIT("retry");
    if (c->enhanced && c->class == 2)
        return SLICE_LIT("proceed");
    return c->next;
}

void explain_code(struct sheet *s, const struct lang *lang, const struct knowledge_code *c,
                  int brief)
{
    struct strbuf title = {0};
    explain_title(&title, c);
    s->key = c->enhanced ? "enhanced" : "reply";
    s->heading = strbuf_steal(&title);
    s->class = c->class;
    if (c->enhanced || strchr(c->code, 'x'))
        add_words(s, "code", NULL, c->code);
    else
        sheet_add_value(s, "code", c->code);
    sheet_add(s, "title", NULL, c->title);
    add_class(s, lang, c);
    add_doubt(s, lang, c);
    sheet_add(s, "description", tr(lang, "Description"), c->description);
    if (!brief) {
        sheet_add(s, "when_seen", tr(lang, "When you see it"), c->when_seen);
        sheet_add(s, "how_to_fix", tr(lang, "How to fix"), c->how_to_fix);
        sheet_add(s, "beware", tr(lang, "Beware"), c->beware);
        add_who(s, lang, c->who_acts, WHO_UNKNOWN);
        sheet_add(s, "next", NULL, explain_next(c));
        add_words(s, NULL, tr(lang, "The client"), words_next(lang, explain_next(c)));
        add_phases(s, lang, c->phases);
    }
    sheet_add(s, "persistence", NULL, c->persistence);
    add_source(s, lang, c->source);
    sheet_add(s, "standard", NULL, c->standard);
}

void explain_cause(struct sheet *s, const struct lang *lang, const struct knowledge_cause *c,
                   enum who_side side)
{
    if (!s->heading) {
        struct strbuf title = {0};
        strbuf_slice(&title, c->title);
        s->key = "cause";
        s->heading = strbuf_steal(&title);
    }
    sheet_add(s, "cause", tr(lang, "Cause"), c->cause);
    sheet_add(s, "title", NULL, c->title);
    sheet_add(s, "description", tr(lang, "Description"), c->description);
    sheet_add(s, "how_to_fix", tr(lang, "How to fix"), who_fix(c, side));
    if (side == WHO_UNKNOWN && s->class == 0) {
        sheet_add(s, "how_to_fix_4xx", tr(lang, "After a 4xx"), c->of_class[0].how_to_fix);
        sheet_add(s, "how_to_fix_5xx", tr(lang, "After a 5xx"), c->of_class[1].how_to_fix);
    }
    sheet_add(s, "wont_help", tr(lang, "Won't help"), c->wont_help);
    if (c->who_acts.len)
        add_who(s, lang, c->who_acts, side);
    add_source(s, lang, c->source);
}

void explain_mechanism(struct sheet *s, const struct lang *lang,
                       const struct knowledge_mechanism *m)
{
    s->key = "mechanism";
    s->heading = mem_fmt("AUTH %.*s: %.*s", (int)m->mechanism.len, m->mechanism.ptr,
                         (int)m->title.len, m->title.ptr);
    sheet_add(s, "mechanism", NULL, m->mechanism);
    sheet_add(s, "title", NULL, m->title);
    sheet_add(s, "description", tr(lang, "Description"), m->description);
    sheet_add(s, "when_seen", tr(lang, "When you see it"), m->when_seen);
    sheet_add(s, "how_to_fix", tr(lang, "How to fix"), m->how_to_fix);
    sheet_add(s, "beware", tr(lang, "Beware"), m->beware);
    sheet_add(s, "wire", tr(lang, "On the wire"), m->wire);
    sheet_add(s, "dialogue", tr(lang, "Dialogue"), m->dialogue);
    sheet_add(s, "without_tls", tr(lang, "Without TLS"), m->without_tls);
    sheet_add(s, "keeps", tr(lang, "The server keeps"), m->keeps);
    sheet_add(s, "needs", tr(lang, "The client needs"), m->needs);
    sheet_add(s, "usually", tr(lang, "When to use it"), m->usually);
    add_source(s, lang, m->source);
    sheet_add(s, "standard", NULL, m->standard);
}

/* Who answered whom; nothing where nobody can tell. */
static void add_side(struct sheet *s, const struct lang *lang, const struct event *e)
{
    static const char *const words[WHO_SIDES] = {
        [WHO_ANSWERED] = N_("This server answered a client"),
        [WHO_ASKED] = N_("Another server answered this one"),
        [WHO_ALONE] = N_("This server's own verdict on a delivery"),
    };
    enum who_side side = who_side_of(e->direction, e->origin);
    const char *direction = event_direction_word(e->direction);
    if (direction)
        sheet_add(s, "direction", NULL, slice_str(direction));
    if (side != WHO_UNKNOWN)
        add_words(s, NULL, tr(lang, "Whose words"), tr(lang, words[side]));
}

/* The reply's own words; of an endless one the front. */
static void add_said(struct sheet *s, const struct lang *lang, struct smtplog_slice text)
{
    struct strbuf shown = {0};
    if (text.len > SAID_MOST) {
        strbuf_slice(&shown, slice_head(text, SAID_MOST));
        strbuf_str(&shown, "…");
        text = strbuf_view(&shown);
    }
    sheet_add(s, "text", tr(lang, "Its words"), text);
    strbuf_release(&shown);
}

/* The phase that was answered, the intermediate reply before it, a challenge that
 * the log shows. */
static void add_dialogue_place(struct sheet *s, const struct lang *lang, const struct event *e)
{
    const char *phase = event_phase_word(e->phase);
    struct strbuf text = {0};
    if (phase) {
        sheet_add(s, "phase", NULL, slice_str(phase));
        words_phases(&text, lang, slice_str(phase));
    }
    if (e->after_code) {
        char number[12];
        snprintf(number, sizeof number, "%d", e->after_code);
        sheet_add_value(s, "after_code", number);
        strbuf_fmt(&text, text.len ? tr(lang, ", after %s") : tr(lang, "after %s"), number);
    }
    sheet_add(s, NULL, tr(lang, "In reply to"), strbuf_view(&text));
    sheet_add(s, "challenge", tr(lang, "Challenge"), e->challenge);
    strbuf_release(&text);
}

void explain_finding(struct sheet *s, const struct lang *lang, const struct event *e,
                     const struct classify_finding *v, const struct classify_provider *provider)
{
    struct strbuf where = {0};
    s->key = "verdict";
    s->class = e->class;
    add_side(s, lang, e);
    if (e->code)
        strbuf_fmt(&where, "%d", e->code);
    if (where.len)
        sheet_add_value(s, "code", where.ptr);
    strbuf_str(&where, where.len && e->enhanced.len ? " " : "");
    strbuf_slice(&where, e->enhanced);
    if (e->code_implied)
        strbuf_str(&where, tr(lang, " (implied: the line shows no code)"));
    if (e->code)
        sheet_add(s, "code_source", NULL, slice_str(e->code_implied ? "implied" : "logged"));
    sheet_add(s, "enhanced", NULL, e->enhanced);
    sheet_add(s, NULL, tr(lang, "Reply"), strbuf_view(&where));
    strbuf_clear(&where);
    add_said(s, lang, e->text);
    add_dialogue_place(s, lang, e);
    sheet_add(s, "explanation", tr(lang, "This reply"),
              v->explanation[knowledge_lang_of(lang->name)]);
    if (who_side_of(e->direction, e->origin) != WHO_ASKED)
        sheet_add(s, "as_receiver", tr(lang, "As receiver"),
                  v->as_receiver[knowledge_lang_of(lang->name)]);
    sheet_add(s, "provider", NULL, v->provider);
    sheet_add(s, NULL, tr(lang, "Provider"), provider->title);
    sheet_add(s, "provider_page", tr(lang, "Its page"), provider->page);
    sheet_add(s, "tag", tr(lang, "Tag"), v->tag);
    sheet_add(s, "reason", NULL, v->reason);
    sheet_add(s, "rule", NULL, v->rule);
    if (v->rule.len) {
        strbuf_slice(&where, v->rule);
        if (v->file)
            strbuf_fmt(&where, " (%s:%u)", v->file, v->line);
        sheet_add(s, NULL, tr(lang, "Rule"), strbuf_view(&where));
    }
    sheet_add_source(s, "rule_source", tr(lang, "Rule's source"), v->source, v->source);
    sheet_add(s, "rule_reviewed", NULL, v->reviewed);
    strbuf_release(&where);
}

/* "12 times in the last 30 days, last 2026-11-23 17:58" */
static void add_count(struct sheet *s, const struct lang *lang, int64_t n, int64_t last)
{
    struct strbuf count = {0};
    char when[32], value[32], *text;
    time_t t = (time_t)last;
    struct tm tm;
    snprintf(value, sizeof value, "%lld", (long long)n);
    sheet_add_value(s, "failures_in_30_days", value);
    strftime(when, sizeof when, "%Y-%m-%d %H:%M", localtime_r(&t, &tm));
    lang_count(&count, n, lang);
    int len = n ? asprintf(&text, tr_n(lang, "%s failure in the last %d days, last on %s",
                                       "%s failures in the last %d days, last on %s", (uint64_t)n),
                           count.ptr, SEEN_DAYS, when)
                : asprintf(&text, tr(lang, "no failure in the last %d days"), SEEN_DAYS);
    strbuf_release(&count);
    if (len < 0)
        return;
    sheet_add(s, NULL, tr(lang, "On this machine"), slice_str(text));
    free(text);
}

/* Columns of schema/query/explain_seen.sql, in order. */
enum { SEEN_TIMES, SEEN_FIRST, SEEN_LAST };

void explain_seen(struct sheet *s, const struct explain_here *here, int32_t code,
                  struct smtplog_slice enhanced, struct smtplog_slice cause)
{
    if (!here->store)
        return;
    int64_t since = here->now - SEEN_DAYS * DAY;
    struct store_query *q = store_query(here->store, SQL_EXPLAIN_SEEN);
    store_bind_int(q, 1, since - since % HOUR);
    if (code)
        store_bind_int(q, 2, code);
    store_bind_text(q, 3, enhanced);
    store_bind_text(q, 4, cause);
    int64_t n = 0, last = 0;
    int any = store_next(q);
    if (any) {
        n = store_int(q, SEEN_TIMES);
        last = store_int(q, SEEN_LAST);
    }
    if (store_query_end(q) == STORE_OK && any)
        add_count(s, here->lang, n, last);
}
