/* form.c - runs a table of forms over the bodies of records
 *
 * Most rows never fit, so a row's literal is looked for first; its expression is compiled when it
 * passes for the first time: a run over a small file needs few of them. */
#include "form.h"

#include <stdio.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Where a named group goes: a slice member of the event, or one of the read kinds. */
enum { TO_SLICE, TO_NAME, TO_CODE, TO_STAGE, TO_PORT, TO_SIZE, TO_REST };

#define SLICE_MEMBER(m) {#m, TO_SLICE, offsetof(struct smtplog_event, m)}
static const struct target {
    const char *group;
    int kind;
    size_t offset;
} targets[] = {
    SLICE_MEMBER(queue_id), SLICE_MEMBER(message_id), SLICE_MEMBER(sender),
    SLICE_MEMBER(recipient), SLICE_MEMBER(peer_ip), SLICE_MEMBER(client_ip),
    SLICE_MEMBER(sasl_user), SLICE_MEMBER(helo), SLICE_MEMBER(reply), SLICE_MEMBER(text),
    SLICE_MEMBER(enhanced), SLICE_MEMBER(challenge), SLICE_MEMBER(session),
    SLICE_MEMBER(next_queue_id), SLICE_MEMBER(former_queue_id), SLICE_MEMBER(process),
    {"peer_name", TO_NAME, offsetof(struct smtplog_event, peer_name)},
    {"client_name", TO_NAME, offsetof(struct smtplog_event, client_name)},
    {"code", TO_CODE, 0}, {"stage", TO_STAGE, 0}, {"peer_port", TO_PORT, 0},
    {"size", TO_SIZE, 0}, {"rest", TO_REST, 0},
};
enum { MAX_GROUPS = 24 };

struct program {                        /* a row's compiled expression */
    pcre2_code *code;
    size_t groups;
    struct { const struct target *target; uint32_t number; } group[MAX_GROUPS];
    char tried, broken;
};

struct form_set {
    const struct form *table;
    size_t n;
    const struct smtplog_host *host;
    struct program *programs;           /* one a row */
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

struct form_set *form_set_new(const struct form *table, size_t n, const struct smtplog_host *host)
{
    struct form_set *set = calloc(1, sizeof *set);
    if (!set)
        return NULL;
    set->table = table;
    set->n = n;
    set->host = host;
    set->programs = calloc(n ? n : 1, sizeof *set->programs);
    set->match = pcre2_match_data_create(MAX_GROUPS + 8, NULL);
    set->limits = pcre2_match_context_create(NULL);
    if (!set->programs || !set->match || !set->limits) {
        form_set_free(set);
        return NULL;
    }
    /* strangers write the text: no line may cost more than this */
    pcre2_set_match_limit(set->limits, 100000);
    return set;
}

void form_set_free(struct form_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; set->programs && i < set->n; i++)
        pcre2_code_free(set->programs[i].code);
    free(set->programs);
    pcre2_match_data_free(set->match);
    pcre2_match_context_free(set->limits);
    free(set);
}

static const struct target *target_of(const char *group)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].group, group) == 0)
            return &targets[i];
    return NULL;
}

const char *form_group(size_t i)
{
    return i < sizeof targets / sizeof *targets ? targets[i].group : NULL;
}

const struct smtplog_slice *form_slice(const struct smtplog_event *event,
                                       struct smtplog_slice group)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (slice_is(group, targets[i].group) && targets[i].offset)
            return (const struct smtplog_slice *)(const void *)((const char *)event +
                                                                targets[i].offset);
    return NULL;
}

static void tell(const struct smtplog_host *host, const struct form *form, const char *what)
{
    char sentence[256];

    snprintf(sentence, sizeof sentence, "form \"%s\": %s", form->name, what);
    if (host)
        host->warn(host->to, sentence);
}

/* Reads the names of the expression's groups; NULL, or what is wrong with them. */
static const char *bind_groups(struct program *p)
{
    uint32_t names = 0, entry = 0;
    PCRE2_SPTR table = NULL;

    pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &names);
    pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &entry);
    pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
    if (names > MAX_GROUPS)
        return "the expression has too many named groups";
    for (uint32_t i = 0; i < names; i++, table += entry) {
        const struct target *t = target_of((const char *)table + 2);
        if (!t)
            return "a group's name is no member of an event; form.h lists them";
        p->group[p->groups].target = t;
        p->group[p->groups++].number = (uint32_t)(table[0] << 8 | table[1]);
    }
    return NULL;
}

/* 1, or 0 and told: the row is then left out. */
static int compile(struct program *p, const struct form *form, const struct smtplog_host *host)
{
    char what[200], why[120] = "";
    const char *fault = NULL;
    int error;
    PCRE2_SIZE at;

    p->tried = 1;
    p->code = pcre2_compile((PCRE2_SPTR)form->pattern, PCRE2_ZERO_TERMINATED,
                            PCRE2_ANCHORED | PCRE2_DUPNAMES | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY,
                            &error, &at, NULL);
    if (p->code) {
        fault = bind_groups(p);
    } else {
        pcre2_get_error_message(error, (PCRE2_UCHAR *)why, sizeof why);
        snprintf(what, sizeof what, "the expression is wrong at its byte %zu: %s", (size_t)at,
                 why);
        fault = what;
    }
    if (fault) {
        p->broken = 1;
        tell(host, form, fault);
        return 0;
    }
    pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);     /* without JIT it is slower, not wrong */
    return 1;
}

uint32_t form_phase(struct smtplog_slice stage)
{
    static const struct { const char *word; uint32_t phase; } words[] = {
        {"RCPT", SMTPLOG_RCPT}, {"MAIL", SMTPLOG_MAIL}, {"CONNECT", SMTPLOG_CONNECT},
        {"EHLO", SMTPLOG_EHLO}, {"HELO", SMTPLOG_EHLO}, {"LHLO", SMTPLOG_EHLO},
        {"END-OF-MESSAGE", SMTPLOG_EOD}, {"end of DATA", SMTPLOG_EOD},
        {"end of data", SMTPLOG_EOD},
        {"DATA content", SMTPLOG_EOD}, {"BDAT content", SMTPLOG_EOD},
        {"DATA", SMTPLOG_DATA}, {"BDAT", SMTPLOG_DATA}, {"AUTH", SMTPLOG_AUTH},
        {"STARTTLS", SMTPLOG_STARTTLS}, {"VRFY", SMTPLOG_VRFY}, {"ETRN", SMTPLOG_ETRN},
        {"RSET", SMTPLOG_RSET}, {"QUIT", SMTPLOG_QUIT},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (stage.len >= n && memcmp(stage.ptr, words[i].word, n) == 0 &&
            (stage.len == n || !scan_is_alnum(stage.ptr[n])))
            return words[i].phase;
    }
    return stage.len ? SMTPLOG_OTHER : SMTPLOG_PHASE_UNKNOWN;
}

/* Puts one group's bytes where they belong. */
static void fill(struct smtplog_event *event, struct form_context *ctx, const struct target *t,
                 struct smtplog_slice s)
{
    struct smtplog_slice *member = (struct smtplog_slice *)(void *)((char *)event + t->offset);
    uint64_t n;

    switch (t->kind) {
    case TO_NAME:
        if (slice_is(s, "unknown") || s.len == 0)
            break;
        /* fall through */
    case TO_SLICE:
        *member = s;
        break;
    case TO_CODE:
        if (scan_number(&s, 3, &n))
            event->code = (int32_t)n;
        break;
    case TO_STAGE:
        event->phase = form_phase(s);
        break;
    case TO_PORT:
        if (scan_number(&s, 5, &n))
            event->peer_port = (uint32_t)n;
        break;
    case TO_SIZE:
        if (scan_number(&s, 18, &n))
            event->size = (int64_t)n;
        break;
    case TO_REST:
        ctx->rest = s;
        break;
    }
}

/* What a form says of each of its lines, before the captures say what is different. */
static void state_constants(struct smtplog_event *event, const struct form *form)
{
    const struct form_says *says = &form->says;

    event->kind = says->kind;
    event->flags = says->flags;
    event->direction = says->direction;
    event->phase = says->phase;
    event->disposition = says->disposition;
    event->origin = says->origin;
    event->joint = says->joint;
    event->code = says->code;
    event->after_code = says->after_code;
    if (says->enhanced)
        event->enhanced = slice_str(says->enhanced);
    if (says->text)
        event->text = slice_str(says->text);
    if (says->process && !event->process.ptr)
        event->process = slice_str(says->process);
    event->form = form->name;
}

/* Runs one row's expression; 1 if it fits. */
static int run(struct form_set *set, struct program *p, struct form_context *ctx,
               struct smtplog_event *event)
{
    int n = pcre2_match(p->code, (PCRE2_SPTR)ctx->body.ptr, ctx->body.len, 0, 0, set->match,
                        set->limits);
    if (n < 0)
        return 0;
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(set->match);
    for (size_t i = 0; i < p->groups; i++) {
        uint32_t g = p->group[i].number;
        if (g >= (uint32_t)n || at[2 * g] == PCRE2_UNSET)
            continue;
        fill(event, ctx, p->group[i].target,
             slice_of(ctx->body.ptr + at[2 * g], at[2 * g + 1] - at[2 * g]));
    }
    return 1;
}

/* As slice_starts(), but most rows are ruled out by their first byte. */
static int begins(struct smtplog_slice body, const char *starts)
{
    return body.len && body.ptr[0] == starts[0] && slice_starts(body, starts);
}

int form_set_match(struct form_set *set, void *state, const struct smtplog_line *line,
                   struct smtplog_slice body, struct smtplog_event *event)
{
    struct smtplog_event before;
    int saved = 0;

    for (size_t i = 0; i < set->n; i++) {
        const struct form *form = &set->table[i];
        struct program *p = &set->programs[i];
        struct form_context ctx = {state, line, form, body, body};
        int result = SMTPLOG_SAID;

        if ((form->starts && !begins(body, form->starts)) ||
            (form->needle && slice_find(body, form->needle) < 0))
            continue;
        if (form->pattern && !p->tried)
            compile(p, form, set->host);
        if (p->broken)
            continue;
        if (!saved)
            before = *event, saved = 1;
        state_constants(event, form);
        if (form->pattern && !run(set, p, &ctx, event))
            result = SMTPLOG_NOT_MINE;
        else if (form->scan)
            result = form->scan(&ctx, event);
        else if (form->says.kind == 0)
            result = SMTPLOG_QUIET;
        if (result != SMTPLOG_NOT_MINE)
            return result;
        *event = before;
    }
    return SMTPLOG_NOT_MINE;
}

static int is_told_before(const struct form *table, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(table[k].name, table[i].name) == 0)
            return 1;
    return 0;
}

/* What is wrong with the row beside its expression; NULL: nothing. */
static const char *row_fault(const struct form *table, size_t i)
{
    const struct form *form = &table[i];

    if (is_told_before(table, i))
        return "the name stands twice in its table";
    if (!form->pattern && !form->scan && form->says.kind)
        return "neither an expression nor a scanner, so every body with its literal would fit";
    if (!form->source || !*form->source)
        return "no source: which function of the server prints it?";
    return NULL;
}

unsigned form_check(const struct form *table, size_t n, const struct smtplog_host *host)
{
    unsigned faults = 0;

    for (size_t i = 0; i < n; i++) {
        struct program p = {0};
        const char *fault = row_fault(table, i);
        if (fault)
            tell(host, &table[i], fault);
        faults += fault != NULL;
        if (table[i].pattern)
            faults += !compile(&p, &table[i], host);
        pcre2_code_free(p.code);
    }
    return faults;
}
