/* One row a filter: what it takes, and the words that are right. */
#include "cli/filter_check.h"

#include "base/mask.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "classify/classify.h"
#include "knowledge/knowledge.h"
#include "store/query.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdlib.h>

enum { WORDS_MAX = 1000 };

/* Words that are right, and how near they come to the value. */
struct right {
    const char *value;
    struct nearest nearest;
    char *words[WORDS_MAX];
    size_t len;
    int found;
};

/* Words that the database has, in order, and which of them come near. */
static void offer(struct right *r, struct smtplog_slice word)
{
    if (r->len == WORDS_MAX)
        return;
    if (r->len && slice_is(word, r->words[r->len - 1]))
        return;                         /* one address under several names */
    r->words[r->len] = mem_strn(word.ptr, word.len);
    r->found |= strcmp(r->words[r->len], r->value) == 0;
    nearest_offer(&r->nearest, r->value, r->words[r->len++]);
}

static void offer_rows(struct right *r, struct store_query *q)
{
    while (store_next(q))
        offer(r, store_text(q, 0));
    store_query_end(q);
}

static void release(struct right *r)
{
    while (r->len)
        free(r->words[--r->len]);
}

/* The complaint, and the nearest right values; `r` is released. */
__attribute__((format(printf, 3, 4)))
/* One sentence, and what may have been meant. */
static int misused(struct app *app, struct right *r, const char *fmt, ...)
{
    struct strbuf list = {0};
    char *sentence = NULL;
    va_list args;
    va_start(args, fmt);
    int n = vasprintf(&sentence, tr(app->lang, fmt), args);
    va_end(args);
    nearest_list(&r->nearest, &list, "");
    if (list.len)
        strbuf_str(&list, "?");
    diag_error(&app->diag, "%s%s%s", n >= 0 ? sentence : "",
               list.len ? tr(app->lang, "; did you mean ") : "", strbuf_text(&list));
    free(sentence);
    strbuf_release(&list);
    release(r);
    return command_see_help(app);
}

/* ---- The filters -------------------------------------------------------------------------- */

/* Causes are the knowledge base's, and what rules of one's own gave to replies in the database. */
static int check_cause(struct app *app, const char *value)
{
    struct knowledge *k = knowledge_new(&app->diag);
    struct knowledge_cause known;
    struct right r = {.value = value};
    for (size_t i = 0; knowledge_cause_at(k, i, KNOWLEDGE_EN, &known); i++)
        offer(&r, known.cause);
    knowledge_free(k);
    if (!r.found) {
        struct store_query *q = store_query(app->store, SQL_CAUSE_KNOWN);
        store_bind_text(q, 1, slice_str(value));
        r.found = store_next(q);
        store_query_end(q);
    }
    if (!r.found)
        return misused(app, &r, N_("no cause is named %s"), value);
    release(&r);
    return STATUS_DONE;
}

/* Those of the built-in rules and of the operator's own. */
static int check_provider(struct app *app, const char *value)
{
    struct right r = {.value = value};
    struct classify_provider p;
    struct classifier *c = classifier_new(config_rules(&app->config), &app->unheard);
    for (size_t i = 0; classifier_provider_at(c, i, &p); i++)
        offer(&r, p.name);
    classifier_free(c);
    if (!r.found)
        return misused(app, &r, N_("no provider is named %s"), value);
    release(&r);
    return STATUS_DONE;
}

/* Words that must be among those in the database, unless there are none. */
static int check_mta(struct app *app, const char *value)
{
    struct right r = {.value = value};
    offer_rows(&r, store_query(app->store, SQL_MTA_KNOWN));
    if (!r.found && r.len)
        return misused(app, &r, N_("no log in the database is of a mail server named %s"), value);
    release(&r);
    return STATUS_DONE;
}

static int check_host(struct app *app, const char *value)
{
    struct right r = {.value = value};
    offer_rows(&r, store_query(app->store, SQL_HOST_KNOWN));
    if (!r.found && r.len)
        return misused(app, &r, N_("no log in the database is of a host named %s"), value);
    release(&r);
    return STATUS_DONE;
}

/* RFC 3463's registry has the codes with an X for their class: the class that was typed stands
 * there in what is offered. */
static int check_enhanced(struct app *app, const char *value)
{
    struct smtplog_slice c = slice_str(value), code;
    struct right r = {.value = value};
    struct knowledge_code known;
    if (scan_enhanced(&c, &code) && c.len == 0)
        return STATUS_DONE;
    struct knowledge *k = knowledge_new(&app->diag);
    for (size_t i = 0; knowledge_enhanced_at(k, i, KNOWLEDGE_EN, &known); i++) {
        if (known.code[0] == 'X')       /* the registry's codes are of every class */
            known.code[0] = strchr("245", value[0]) && value[0] ? value[0] : '5';
        offer(&r, slice_str(known.code));
    }
    knowledge_free(k);
    return misused(app, &r, N_("--enhanced %s: an enhanced status code has three numbers, such as "
                               "5.1.1"), value);
}

/* What has the letters of an address must be one, or a network as peer-net prints it. */
static int is_address(const char *value, int family)
{
    char address[64];
    unsigned char bytes[16];
    const char *slash = strchr(value, '/');
    size_t len = slash ? (size_t)(slash - value) : strlen(value);
    int most = family == AF_INET6 ? 128 : 32;
    if (len >= sizeof address)
        return 0;
    memcpy(address, value, len);
    address[len] = '\0';
    if (inet_pton(family, address, bytes) != 1)
        return 0;
    struct smtplog_slice prefix = slash ? slice_str(slash + 1) : slice_of(NULL, 0);
    uint64_t bits = 0;
    return !slash || (scan_number(&prefix, 3, &bits) && !prefix.len && bits <= (uint64_t)most);
}

/* Only what looks like an address is judged; names are what they are. */
static int check_peer(struct app *app, const char *value)
{
    struct right r = {.value = value};
    int is_4 = strspn(value, "0123456789./") == strlen(value) && strchr(value, '.');
    int is_6 = strchr(value, ':') != NULL;
    if ((!is_4 && !is_6) || is_address(value, is_6 ? AF_INET6 : AF_INET))
        return STATUS_DONE;
    struct store_query *q = store_query(app->store, SQL_PEER_KNOWN);
    const char after[] = {(char)(value[0] + 1), '\0'};
    store_bind_text(q, 1, slice_head(slice_str(value), 1));
    store_bind_text(q, 2, slice_str(after));
    offer_rows(&r, q);
    return misused(app, &r, N_("--peer %s: this is no address"), value);
}

/* An envelope address or a domain: no blanks or controls, something behind the at sign. */
static int check_address(struct app *app, const char *value)
{
    struct right r = {.value = value};
    size_t len = strlen(value);
    const char *at = strrchr(value, '@');
    int quoted = value[0] == '"';       /* "a b"@example.org is an address */
    if (strcmp(value, "<>") == 0 ||
        (len && (quoted || !strpbrk(value, " \t\r\n<>,")) && !(at && !at[1])))
        return STATUS_DONE;
    if (len > 2 && value[0] == '<' && value[len - 1] == '>')
        offer(&r, slice_of(value + 1, len - 2));
    r.nearest = (struct nearest){.len = 0};
    if (r.len)
        nearest_offer(&r.nearest, r.words[0], r.words[0]);
    return misused(app, &r, N_("%s is neither an address nor a domain, nor <> for bounces"),
                   value);
}

/* Who never logged in nor was tried is a slip of the hand.  Words of an anonymous reading are
 * found by masking, not here. */
static int check_user(struct app *app, const char *value)
{
    struct right r = {.value = value};
    struct store_query *q = store_query(app->store, SQL_SASL_USER_FIND);
    store_bind_text(q, 1, slice_str(value));
    int is_known = store_next(q) || mask_is(slice_str(value));
    store_query_end(q);
    if (is_known)
        return STATUS_DONE;
    offer_rows(&r, store_query(app->store, SQL_SASL_USER_KNOWN));
    if (r.len)
        return misused(app, &r, N_("no log in the database has a user named %s"), value);
    release(&r);
    return STATUS_DONE;
}

int filter_check(struct app *app, const struct filter *f)
{
    const struct { const char *value; int (*check)(struct app *, const char *); } checks[] = {
        {f->cause, check_cause}, {f->provider, check_provider}, {f->mta, check_mta},
        {f->enhanced, check_enhanced},
        {f->host, check_host}, {f->peer, check_peer}, {f->sender, check_address},
        {f->recipient, check_address}, {f->sasl_user, check_user},
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        int status = checks[i].value ? checks[i].check(app, checks[i].value) : STATUS_DONE;
        if (status != STATUS_DONE)
            return status;
    }
    return STATUS_DONE;
}
