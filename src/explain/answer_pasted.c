/* The failures in what was pasted: each finding once, with all whom it hit; the codes of the first
 * follow in short. */
#include "explain/answer.h"

#include "base/text.h"

#include "base/mem.h"
#include "classify/lookup.h"
#include "explain/explain.h"
#include "explain/remedy.h"
#include "render/format.h"

#include <stdlib.h>
#include <strings.h>

enum { VERDICTS_MOST = 20 };

/* Failures of one finding. */
struct group {
    const struct event *first;
    struct classify_finding finding;
    struct strbuf recipients;           /* parted by \n */
    size_t n;
};

static int same(const struct group *g, const struct event *e, const struct classify_finding *v)
{
    return g->first->code == e->code && slice_eq(g->first->enhanced, e->enhanced) &&
           slice_eq(g->finding.cause, v->cause) && slice_eq(g->finding.rule, v->rule) &&
           slice_eq(g->finding.provider, v->provider) &&
           g->first->direction == e->direction;
}

/* The finding's slices last no longer than the next question; those of the rule itself do. */
static struct classify_finding keep(struct answer *a, struct classify_finding v)
{
    v.tag = pasted_keep(&a->pasted, v.tag);
    v.reason = pasted_keep(&a->pasted, v.reason);
    v.provider = pasted_keep(&a->pasted, v.provider);
    return v;
}

/* Recipients that were refused for one reason are one answer: a bounce of a mailing list has
 * hundreds. */
static size_t gather(struct answer *a, struct group *groups)
{
    size_t n = 0;
    for (size_t i = 0; i < a->pasted.len; i++) {
        const struct event *e = &a->pasted.items[i];
        struct classify_finding v;
        size_t g = 0;
        classify_ask(answer_classifier(a), e, &v);
        while (g < n && !same(&groups[g], e, &v))
            g++;
        if (g == VERDICTS_MOST) {
            a->pasted.more++;
            continue;
        }
        if (g == n)
            groups[n++] = (struct group){.first = e, .finding = keep(a, v)};
        groups[g].n++;
        if (e->recipient.len) {
            strbuf_str(&groups[g].recipients, groups[g].recipients.len ? "\n" : "");
            strbuf_slice(&groups[g].recipients, e->recipient);
        }
    }
    return n;
}

/* A sheet of one reason: the verdict, whom it hit, what to do. */
static void add_group(struct answer *a, const struct group *g, int listed)
{
    const struct lang *lang = a->here.lang;
    const struct event *e = g->first;
    struct knowledge_cause cause;
    struct sheet *s = answer_sheet(a);
    int known = knowledge_cause(a->knowledge, g->finding.cause, knowledge_lang_of(lang->name),
                                &cause);

    s->heading = known ? mem_strn(cause.title.ptr, cause.title.len)
                       : mem_str(tr(lang, "No rule knows these words"));
    struct classify_provider provider = lookup_provider(answer_classifier(a),
                                                        g->finding.provider);
    explain_finding(s, lang, e, &g->finding, &provider);
    if (listed) {
        s->key = "more";
        s->listed = 1;
    }
    if (g->recipients.len)
        sheet_add_commands(s, "recipients", NULL, strbuf_view(&g->recipients));
    sheet_add(s, NULL, g->n > 1 ? tr(lang, "Recipients") : tr(lang, "Recipient"),
              strbuf_view(&g->recipients));
    if (known) {
        cause.who_acts = who_of_class(g->finding.who_acts.len ? g->finding.who_acts
                                      : cause.who_acts, e->class);
        knowledge_cause_of_class(&cause, e->class);
        explain_cause(s, lang, &cause, who_side_of(e->direction, e->origin));
        remedy_add(s, lang, cause.cause, who_side_of(e->direction, e->origin),
                   g->finding.provider, e);
    }
    explain_seen(s, &a->here, e->code, e->enhanced, g->finding.cause);
}

/* The registry's meaning of an enhanced code is told where the finding agrees with it: a
 * provider's 5.1.10 may mean an unknown user, and then "null MX" misleads.  X.n.0 and X.7.1 mean
 * little and fit always. */
static struct smtplog_slice fitting_enhanced(struct answer *a, const struct group *g)
{
    struct smtplog_slice code = g->first->enhanced;
    struct event alone = {.enhanced = code, .class = g->first->class};
    struct classify_finding v;
    if (!code.len || slice_ends(code, ".0") || slice_ends(code, ".7.1") || !g->finding.rule.len)
        return code;
    classify_ask(answer_classifier(a), &alone, &v);
    return slice_eq(v.cause, g->finding.cause) ? code : slice_of(NULL, 0);
}

/* "RCPT TO:<b@example.org>  550 5.1.1 User unknown", a line a turn. */
static void add_dialogue(struct answer *a)
{
    const struct pasted *p = &a->pasted;
    const struct lang *lang = a->here.lang;
    struct strbuf text = {0}, json = {0};
    struct sheet *s = answer_sheet(a);
    s->key = "dialogue";
    s->heading = mem_str(tr(lang, "The Dialogue"));
    for (size_t i = 0; i < p->turns_len; i++) {
        const struct pasted_turn *t = &p->turns[i];
        struct smtplog_slice rest = t->text, line;
        line = scan_until(&rest, '\n', &line) ? line : rest;
        strbuf_fmt(&text, "%s%.*s%s%d", i ? "\n" : "", (int)t->command.len, t->command.ptr,
                   t->command.len ? "  " : "", t->code);
        if (t->enhanced.len)
            strbuf_fmt(&text, " %.*s", (int)t->enhanced.len, t->enhanced.ptr);
        strbuf_fmt(&text, " %.*s%s", (int)line.len, line.ptr,
                   t->consequence ? tr(lang, "  (follows from the refusal before)") : "");
        strbuf_fmt(&json, "%s{\"code\": %d, \"command\": ", i ? ", " : "[", t->code);
        text_for_json(&json, t->command);
        strbuf_fmt(&json, ", \"consequence\": %s}", t->consequence ? "true" : "false");
    }
    strbuf_char(&json, ']');
    sheet_add_value(s, "turns", json.ptr);
    sheet_add(s, NULL, tr(lang, "Step by step"), strbuf_view(&text));
    const struct pasted_turn *last = &p->turns[p->turns_len - 1];
    if (p->len == 0)
        sheet_add(s, "outcome", tr(lang, "Outcome"), slice_str(
            last->code == 334 ? tr(lang, "Nothing was refused: the login is open, and the server "
                                         "waits for the client's answer to its 334.")
            : last->code == 354 ? tr(lang, "Nothing was refused: the server waits for the message "
                                           "and the dot at its end.")
            : tr(lang, "Nothing was refused.")));
    strbuf_release(&text);
    strbuf_release(&json);
}

/* "SCRAM-SHA-256" of "AUTH SCRAM-SHA-256 <its first message>"; other commands begin anew. */
static struct smtplog_slice asked_for(struct smtplog_slice command, struct smtplog_slice before)
{
    struct smtplog_slice name;
    if (!command.len)
        return before;
    if (command.len < 6 || strncasecmp(command.ptr, "AUTH ", 5) != 0)
        return slice_of(NULL, 0);
    command = slice_trim(slice_from(command, 5));
    return scan_until(&command, ' ', &name) ? name : command;
}

/* The challenges of a dialogue; of a log line the one that it shows. */
static void add_challenges(struct answer *a)
{
    struct smtplog_slice mechanism = {NULL, 0};
    for (size_t i = 0; i < a->pasted.turns_len; i++) {
        mechanism = asked_for(a->pasted.turns[i].command, mechanism);
        if (a->pasted.turns[i].code == 334) {
            struct strbuf line = {0};
            strbuf_str(&line, "334 ");
            strbuf_slice(&line, a->pasted.turns[i].text);
            answer_challenge(a, pasted_keep(&a->pasted, strbuf_view(&line)), mechanism);
            strbuf_release(&line);
        }
    }
}

/* What is pasted may report a success, or more failures than fit. */
static void add_remark(struct answer *a)
{
    const struct lang *lang = a->here.lang;
    const struct pasted *p = &a->pasted;
    char *text = NULL;
    if (p->delivered && !p->len) {
        struct sheet *s = answer_sheet(a);
        s->key = "verdict";
        s->heading = mem_str(tr(lang, "Delivered"));
        sheet_add(s, "explanation", tr(lang, "This message"), slice_str(
            tr(lang, "A report of success: nothing failed.")));
    }
    if (!p->more || !a->len)
        return;
    text = mem_fmt(tr_n(lang, "%zu further failure is not shown",
                        "%zu further failures are not shown", p->more), p->more);
    sheet_add(&a->sheets[a->len - 1], "not_shown", tr(lang, "Note"), slice_str(text));
    free(text);
}

int answer_pasted(struct answer *a)
{
    const struct pasted *p = &a->pasted;
    struct group *groups = mem_alloc(VERDICTS_MOST * sizeof *groups);
    size_t n = gather(a, groups);
    int certain = p->kind != PASTED_NOTHING || (n && groups[0].finding.rule.len);
    for (size_t i = 0; i < n && certain; i++)
        add_group(a, &groups[i], i > 0);
    if (certain && n && p->kind != PASTED_DIALOGUE)
        answer_codes(a, groups[0].first->code, fitting_enhanced(a, &groups[0]),
                     groups[0].finding.rule.len > 0);
    if (p->kind == PASTED_DIALOGUE) {
        add_dialogue(a);
        add_challenges(a);
    }
    add_remark(a);
    for (size_t i = 0; i < n; i++)
        strbuf_release(&groups[i].recipients);
    free(groups);
    return a->len > 0;
}
