/* Conditions become sets and ranges when a rule is read, so that asking them takes no text
 * apart. */
#include "classify/rule.h"

#include "base/lang.h"
#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>
#include <strings.h>

/* "550", "5xx", "none" */
static int read_code(struct smtplog_slice s, struct rule_code *out)
{
    uint64_t n;
    if (slice_is(s, "none")) {
        *out = (struct rule_code){0, 0};
        return 1;
    }
    if (s.len == 3 && scan_is_digit(s.ptr[0]) && strncasecmp(s.ptr + 1, "xx", 2) == 0) {
        int32_t hundred = (s.ptr[0] - '0') * 100;
        *out = (struct rule_code){hundred, hundred + 99};
        return 1;
    }
    if (!scan_number(&s, 3, &n) || s.len)
        return 0;
    *out = (struct rule_code){(int32_t)n, (int32_t)n};
    return 1;
}

/* A number, "*", or where `to` is given "606-649". */
static int read_part(struct smtplog_slice *s, int32_t *from, int32_t *to)
{
    uint64_t n;
    if (scan_lit(s, "*")) {
        *from = *to = -1;
        return 1;
    }
    if (!scan_number(s, 5, &n))
        return 0;
    *from = *to = (int32_t)n;
    if (scan_lit(s, "-")) {
        if (!scan_number(s, 5, &n))
            return 0;
        *to = (int32_t)n;
    }
    return 1;
}

/* "5.7.26", "X.7.26", "X.7.*", "5.7.606-649" */
static int read_enhanced(struct smtplog_slice s, struct rule_enhanced *out)
{
    int32_t unused;
    if (scan_lit(&s, "X"))
        out->class = -1;
    else if (!read_part(&s, &out->class, &unused))
        return 0;
    return scan_lit(&s, ".") && read_part(&s, &out->subject, &unused) && scan_lit(&s, ".") &&
           read_part(&s, &out->from, &out->to) && s.len == 0;
}

struct rule_enhanced rule_enhanced_of(struct smtplog_slice code)
{
    struct rule_enhanced e;
    return code.len && read_enhanced(code, &e) ? e : (struct rule_enhanced){0};
}

static int read_codes(struct rule *r, struct smtplog_slice list)
{
    struct smtplog_slice item;
    while (stanza_item(&list, &item))
        if (r->code_count == RULE_LIST_MAX || !read_code(item, &r->codes[r->code_count++]))
            return 0;
    return 1;
}

static int read_enhanceds(struct rule *r, struct smtplog_slice list)
{
    struct smtplog_slice item;
    while (stanza_item(&list, &item))
        if (r->enhanced_count == RULE_LIST_MAX ||
            !read_enhanced(item, &r->enhanced[r->enhanced_count++]))
            return 0;
    return 1;
}

/* A list of the contract's words as a bit set of their enum values. */
static int read_words(struct smtplog_slice list, const char *(*word)(uint32_t), uint32_t *set)
{
    struct smtplog_slice item;
    while (stanza_item(&list, &item)) {
        uint32_t value = 1;
        while (value < 32 && !(word(value) && slice_is(item, word(value))))
            value++;
        if (value == 32)
            return 0;
        *set |= 1u << value;
    }
    return 1;
}

static const struct { const char *field; size_t at; } texts[] = {
#define RULE_TEXT(field, member) {field, offsetof(struct rule, member)}
    RULE_TEXT("Name", name), RULE_TEXT("Cause", cause), RULE_TEXT("Sets-Provider", sets_provider),
    RULE_TEXT("Who-Acts", who_acts), RULE_TEXT("Source", source), RULE_TEXT("Reviewed", reviewed),
    RULE_TEXT("Origin", made), RULE_TEXT("Sample-Peer", sample_peer),
    RULE_TEXT("Explanation", explanation[KNOWLEDGE_EN]),
    RULE_TEXT("Explanation-Ru", explanation[KNOWLEDGE_RU]),
    RULE_TEXT("As-Receiver", as_receiver[KNOWLEDGE_EN]),
    RULE_TEXT("As-Receiver-Ru", as_receiver[KNOWLEDGE_RU]),
    RULE_TEXT("Provider", provider), RULE_TEXT("Tag", tag),
};

static int fault(const struct stanza *s, struct diag *diag, const char *what)
{
    diag_error(diag, "%s:%u: %s; this rule is not used", s->file, s->line,
               tr(diag->lang, what));
    return 0;
}

/* Fields that are texts of the rule, and those that are conditions. */
static int known_field(struct smtplog_slice name)
{
    static const char *const others[] = {"Code", "Enhanced", "Phase", "Direction", "Disposition",
                                         "Verdict-By", "Pattern", "Sample", "Class", "Peer",
                                         "Notions"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (name.len == strlen(texts[i].field) && !strncasecmp(name.ptr, texts[i].field, name.len))
            return 1;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (name.len == strlen(others[i]) && !strncasecmp(name.ptr, others[i], name.len))
            return 1;
    return 0;
}

/* Each field Pattern is one pattern: what fits any of them fits the rule. */
static void read_patterns(struct rule *r, const struct stanza *s)
{
    size_t cap = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct stanza_field *f = &s->fields[i];
        if (f->name.len != 7 || strncasecmp(f->name.ptr, "Pattern", 7) != 0 || f->value.len == 0)
            continue;
        r->patterns = mem_grow(r->patterns, &cap, r->pattern_count + 1, sizeof *r->patterns);
        pattern_init(&r->patterns[r->pattern_count++], f->value);
    }
}

static int next_word(struct smtplog_slice *rest, struct smtplog_slice *word)
{
    *rest = slice_trim(*rest);
    if (!scan_until(rest, ' ', word)) {
        *word = *rest;
        *rest = slice_from(*rest, rest->len);
    }
    return word->len != 0;
}

/* "sender unknown !relay" */
static int read_need(struct smtplog_slice words, const struct notions *notions,
                     struct rule_notions *need)
{
    struct smtplog_slice word;
    while (next_word(&words, &word)) {
        int barred = scan_lit(&word, "!");
        uint64_t bit = notion_bit(notions, word);
        if (!bit)
            return 0;
        *(barred ? &need->none : &need->all) |= bit;
    }
    return need->all != 0;
}

/* Each field Notions is one set: a text that names it fits the rule. */
static int read_notions(struct rule *r, const struct stanza *s, const struct notions *notions)
{
    struct smtplog_slice words;
    for (size_t i = 0; (words = stanza_nth(s->fields, s->count, "Notions", i)).ptr; i++)
        if (r->notion_count == RULE_LIST_MAX ||
            !read_need(words, notions, &r->notions[r->notion_count++]))
            return 0;
    return 1;
}

struct smtplog_slice rule_sample(const struct rule *r, size_t i)
{
    return stanza_nth(r->fields, r->field_count, "Sample", i);
}

/* "4xx, 5xx" */
static int read_classes(struct rule *r, struct smtplog_slice list)
{
    struct smtplog_slice item;
    while (stanza_item(&list, &item)) {
        if (item.len != 3 || item.ptr[0] < '3' || item.ptr[0] > '5' ||
            strncasecmp(item.ptr + 1, "xx", 2) != 0)
            return 0;
        r->classes |= 1u << (item.ptr[0] - '0');
    }
    return 1;
}

void rule_release(struct rule *r)
{
    for (size_t i = 0; i < r->pattern_count; i++)
        pattern_release(&r->patterns[i]);
    free(r->patterns);
    r->patterns = NULL;
    r->pattern_count = 0;
}

int rule_check_patterns(struct rule *r, struct diag *diag)
{
    int good = 1;
    for (size_t i = 0; i < r->pattern_count; i++)
        good &= pattern_check(&r->patterns[i], r->file, r->line, diag);
    return good;
}

int rule_read(struct rule *r, const struct stanza *s, const struct notions *notions,
              struct diag *diag)
{
    *r = (struct rule){.file = s->file, .line = s->line, .fields = s->fields,
                       .field_count = s->count};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct smtplog_slice value = stanza_get(s, texts[i].field);
        memcpy((char *)r + texts[i].at, &value, sizeof value);
    }
    for (size_t i = 0; i < s->count; i++)
        if (!known_field(s->fields[i].name))
            diag_warning(diag, "%s:%u: no such field in a rule: %.*s", s->file, s->fields[i].line,
                         (int)s->fields[i].name.len, s->fields[i].name.ptr);
    if (r->name.len == 0 || r->cause.len == 0)
        return fault(s, diag, N_("a rule needs Name and Cause"));
    if (!read_codes(r, stanza_get(s, "Code")))
        return fault(s, diag, N_("Code is a list of 550, 5xx or none"));
    if (!read_enhanceds(r, stanza_get(s, "Enhanced")))
        return fault(s, diag, N_("Enhanced is a list of 5.7.26, X.7.26, X.7.* or 5.7.606-649"));
    if (!read_words(stanza_get(s, "Phase"), event_phase_word, &r->phases))
        return fault(s, diag, N_("Phase is a list of connect, ehlo, mail, rcpt, data, eod, ..."));
    if (!read_words(stanza_get(s, "Direction"), event_direction_word, &r->directions))
        return fault(s, diag, N_("Direction is inbound, outbound or local"));
    if (!read_words(stanza_get(s, "Disposition"), event_disposition_word, &r->dispositions))
        return fault(s, diag, N_("Disposition is rejected, deferred, bounced, ..."));
    if (!read_words(stanza_get(s, "Verdict-By"), event_origin_word, &r->origins))
        return fault(s, diag, N_("Verdict-By is remote or local"));
    if (!read_classes(r, stanza_get(s, "Class")))
        return fault(s, diag, N_("Class is a list of 3xx, 4xx or 5xx"));
    r->loopback = slice_is(stanza_get(s, "Peer"), "loopback");
    if (stanza_get(s, "Peer").len && !r->loopback)
        return fault(s, diag, N_("Peer is loopback"));
    if (!read_notions(r, s, notions))
        return fault(s, diag, N_("Notions names notions of notions.txt"));
    read_patterns(r, s);
    return 1;
}

static int code_fits(const struct rule *r, int32_t code)
{
    for (size_t i = 0; i < r->code_count; i++)
        if (code >= r->codes[i].from && code <= r->codes[i].to)
            return 1;
    return r->code_count == 0;
}

/* -1 is "any":  X.7.1 of every class, X.7.* of every detail. */
static int enhanced_fits(const struct rule *r, const struct rule_enhanced *e)
{
    for (size_t i = 0; e->class && i < r->enhanced_count; i++) {
        const struct rule_enhanced *want = &r->enhanced[i];
        if ((want->class == -1 || want->class == e->class) &&
            (want->subject == -1 || want->subject == e->subject) &&
            (want->from == -1 || (e->from >= want->from && e->from <= want->to)))
            return 1;
    }
    return r->enhanced_count == 0;
}

/* A rule without the field asks nothing of it. */
static int listed(struct smtplog_slice list, struct smtplog_slice word)
{
    return list.len == 0 || stanza_lists_front(list, word);
}

/* Whose side spoke may be unknown of a pasted text (0): that fits any set. */
static int may_be_in(uint32_t set, uint32_t value)
{
    return set == 0 || value == 0 || (set >> (value & 31) & 1);
}

static int is_in(uint32_t set, uint32_t value)
{
    return set == 0 || (set >> (value & 31) & 1);
}

static int words_fit(struct rule *r, struct subject *reason)
{
    for (size_t i = 0; i < r->pattern_count; i++)
        if (pattern_match(&r->patterns[i], reason, NULL))
            return 1;
    return r->pattern_count == 0;
}

/* Has the text all notions of one of the rule's lines, and none that the line excludes? Notions
 * are looked for once a text. */
static int notions_fit(const struct rule *r, struct rule_case *c)
{
    if (r->notion_count && !c->named_known) {
        c->named = notions_in(c->notions, c->words->text);
        c->named_known = 1;
    }
    for (size_t i = 0; i < r->notion_count; i++) {
        const struct rule_notions *need = &r->notions[i];
        if ((c->named & need->all) == need->all && !(c->named & need->none))
            return 1;
    }
    return r->notion_count == 0;
}

int rule_holds(struct rule *r, struct rule_case *c)
{
    const struct event *e = c->event;
    /* Half of all rules are of a provider, and most replies are of none: asked first. */
    if ((r->provider.len && !c->provider.len) || (r->tag.len && !c->tag.len))
        return 0;
    return code_fits(r, e->code) && enhanced_fits(r, &c->enhanced) && is_in(r->phases, e->phase) &&
           is_in(r->classes, (uint32_t)c->class) && (!r->loopback || c->loopback) &&
           is_in(r->dispositions, e->disposition) && may_be_in(r->directions, e->direction) &&
           may_be_in(r->origins, e->origin) && listed(r->provider, c->provider) &&
           listed(r->tag, c->tag) && notions_fit(r, c) &&
           words_fit(r, r->sees_all ? c->all : c->words);
}
