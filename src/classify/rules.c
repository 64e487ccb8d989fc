/* Operators' rules stand first and replace built-in ones of their name; all that decides goes
 * into one version, by which stored events are known to be due for `reclassify`. */
#include "classify/rules.h"

#include "base/hash.h"
#include "base/lang.h"
#include "base/mem.h"
#include "knowledge/operators.h"
#include "smtp/template.h"

#include <stdlib.h>

static struct stanza_file *add_file(struct rules *r, const char *name, struct smtplog_slice bytes,
                                    struct diag *diag)
{
    r->files = mem_grow(r->files, &r->file_cap, r->file_count + 1, sizeof *r->files);
    struct stanza_file *f = &r->files[r->file_count++];
    stanza_file_read(f, name, bytes, diag);
    return f;
}

static int is_replaced(const struct rules *r, struct smtplog_slice name)
{
    for (size_t i = 0; i < r->operators; i++)
        if (slice_eq(r->list[i].name, name))
            return 1;
    return 0;
}

/* Whether a rule that was read takes its place in the list. */
static int is_wanted(const struct rules *r, struct rule *rule, struct diag *diag)
{
    int named_before = is_replaced(r, rule->name);
    if (rule->built_in)
        return !named_before;
    if (named_before)
        diag_error(diag, "%s:%u: another rule has the name %.*s; this rule is not used",
                   rule->file, rule->line, (int)rule->name.len, rule->name.ptr);
    return !named_before && rule_check_patterns(rule, diag);
}

/* Takes a rule, unless it is switched off or an operator's rule has its name. */
static void add_rule(struct rules *r, const struct stanza *s, int built_in, struct diag *diag)
{
    r->list = mem_grow(r->list, &r->cap, r->count + 1, sizeof *r->list);
    struct rule *rule = &r->list[r->count];
    if (!rule_read(rule, s, &r->notions, diag))
        return;
    rule->built_in = built_in;
    rule->sees_all = !built_in || rule->provider.len || rule->tag.len || rule->sets_provider.len;
    if (!is_wanted(r, rule, diag)) {
        rule_release(rule);
        return;
    }
    r->count++;
    r->operators += built_in == 0;
}

/* Operators' files hold rules, and providers of their own: stanzas with no Cause. */
static void add_operator_stanza(struct rules *r, const struct stanza *s, struct diag *diag)
{
    if (!stanza_get(s, "Cause").ptr && stanza_get(s, "Hosts").ptr)
        providers_add(&r->providers, s, diag);
    else
        add_rule(r, s, 0, diag);
}

static void add_provider(struct rules *r, const struct stanza *s, struct diag *diag)
{
    providers_add(&r->providers, s, diag);
}

static void add_tag(struct rules *r, const struct stanza *s, struct diag *diag)
{
    tags_add(&r->tags, s, diag);
}

static void add_notion(struct rules *r, const struct stanza *s, struct diag *diag)
{
    notions_add(&r->notions, s, diag);
}

static void add_built_in_rule(struct rules *r, const struct stanza *s, struct diag *diag)
{
    add_rule(r, s, 1, diag);
}

/* In this order: what rules name, operators' too, of which notions come first; providers' own
 * wordings, words whose subject the phase tells, those of mail servers, words that are clear
 * whoever says them, codes that are as clear, what a text speaks of, words that only hint, one
 * notion alone, and what is left. */
static const struct {
    const char *file;
    void (*add)(struct rules *r, const struct stanza *s, struct diag *diag);
} built_in[] = {
    {"notions.txt", add_notion},
    {"providers.txt", add_provider},
    {"tags.txt", add_tag},
    {"rules-google.txt", add_built_in_rule},
    {"rules-microsoft.txt", add_built_in_rule},
    {"rules-yahoo.txt", add_built_in_rule},
    {"rules-lists.txt", add_built_in_rule},
    {"rules-filters.txt", add_built_in_rule},
    {"rules-europe.txt", add_built_in_rule},
    {"rules-russia.txt", add_built_in_rule},
    {"rules-china.txt", add_built_in_rule},
    {"rules-america.txt", add_built_in_rule},
    {"rules-hosters.txt", add_built_in_rule},
    {"rules-senders.txt", add_built_in_rule},
    {"rules-phases.txt", add_built_in_rule},
    {"rules-servers.txt", add_built_in_rule},
    {"rules-own.txt", add_built_in_rule},
    {"rules-login.txt", add_built_in_rule},
    {"rules-limits.txt", add_built_in_rule},
    {"rules-clients.txt", add_built_in_rule},
    {"rules-recipients.txt", add_built_in_rule},
    {"rules-postscreen.txt", add_built_in_rule},
    {"rules-machinery.txt", add_built_in_rule},
    {"rules-transport.txt", add_built_in_rule},
    {"rules-languages.txt", add_built_in_rule},
    {"rules-remote.txt", add_built_in_rule},
    {"rules-codes.txt", add_built_in_rule},
    {"rules-notions.txt", add_built_in_rule},
    {"rules-hints.txt", add_built_in_rule},
    {"rules-alone.txt", add_built_in_rule},
    {"rules-rest.txt", add_built_in_rule},
};
enum { NOTIONS_FILES = 1, BUILT_IN = sizeof built_in / sizeof *built_in };

/* Reads the first `n` of them, those that are not read yet. */
static void read_built_in(struct rules *r, size_t n)
{
    for (; r->read < n; r->read++) {
        const struct embedded_file *e = knowledge_file(built_in[r->read].file);
        struct stanza_file *f =
            e ? add_file(r, e->name, slice_of((const char *)e->bytes, e->len), r->diag) : NULL;
        for (size_t i = 0; f && i < f->count; i++)
            built_in[r->read].add(r, &f->stanzas[i], r->diag);
    }
}

/* The bytes live as long as the rules: they point into them. */
static void take_operator_file(void *to, char *path, struct smtplog_slice text)
{
    struct rules *r = to;
    r->texts = mem_grow(r->texts, &r->text_cap, r->text_count + 2, sizeof *r->texts);
    r->texts[r->text_count++] = slice_str(path);
    r->texts[r->text_count++] = text;
    r->version = hash_bytes(text.ptr, text.len, r->version);
    read_built_in(r, NOTIONS_FILES);
    struct stanza_file *f = add_file(r, path, text, r->diag);
    for (size_t i = 0; i < f->count; i++)
        add_operator_stanza(r, &f->stanzas[i], r->diag);
}

void rules_load(struct rules *r, const char *folder, struct diag *diag)
{
    *r = (struct rules){.version = TEMPLATE_VERSION, .diag = diag};
    if (folder)
        operators_each(folder, 0, N_("its rules are not used"), diag, take_operator_file, r);
    for (size_t i = 0; i < BUILT_IN; i++) {
        const struct embedded_file *e = knowledge_file(built_in[i].file);
        if (e)
            r->version = hash_bytes(e->bytes, e->len, r->version);
    }
}

void rules_complete(struct rules *r)
{
    read_built_in(r, BUILT_IN);
}

void rules_release(struct rules *r)
{
    for (size_t i = 0; i < r->count; i++)
        rule_release(&r->list[i]);
    for (size_t i = 0; i < r->file_count; i++)
        stanza_file_release(&r->files[i]);
    for (size_t i = 0; i < r->text_count; i++)
        free((char *)(uintptr_t)r->texts[i].ptr);
    providers_release(&r->providers);
    tags_release(&r->tags);
    notions_release(&r->notions);
    free(r->list);
    free(r->files);
    free(r->texts);
    *r = (struct rules){0};
}

struct rule *rules_find(struct rules *r, struct rule_case *c)
{
    for (size_t i = 0; i < r->count; i++)
        if (rule_holds(&r->list[i], c))
            return &r->list[i];
    return NULL;
}
