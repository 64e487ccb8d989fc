/* A filter is decided by the catalogue where a reason decides it, and by SQL only where
 * somebody is named. */
#include "query/filter.h"

#include "base/mem.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>

/* Does a reason pass the filter, as far as reasons tell? An attempt is none of the failures
 * unless attempts are asked for. */
static int takes(const struct filter *f, const struct catalogue *c, const struct reason *r)
{
    const struct { const char *wanted; uint32_t word; } words[] = {
        {f->enhanced, r->enhanced}, {f->direction, r->direction}, {f->mta, r->mta},
        {f->cause, r->cause}, {f->provider, r->provider},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].wanted && !catalogue_is(c, words[i].word, words[i].wanted))
            return 0;
    if (!r->final && !(f->attempts && catalogue_is(c, r->disposition, "attempt")))
        return 0;
    return (!f->class || f->class == r->class) && (!f->code || f->code == r->code);
}

void filter_apply(const struct filter *f, struct catalogue *c)
{
    for (size_t i = 0; i < c->cap; i++)
        c->reasons[i].passes = c->reasons[i].id && takes(f, c, &c->reasons[i]);
}

int filter_names_somebody(const struct filter *f)
{
    return f->peer || f->sender || f->recipient || f->sasl_user;
}

int filter_is_any(const struct filter *f)
{
    return !f->class && !f->code && !f->enhanced && !f->direction && !f->mta && !f->cause &&
           !f->provider && !f->host && !filter_names_somebody(f);
}

void filter_where_host(const struct filter *f, struct strbuf *sql)
{
    if (f->host)
        strbuf_str(sql, " AND host_id IN (SELECT host_id FROM host WHERE name = :host)");
}

/* Who is asked for by name is looked up in the tables themselves: what an anonymous reading has in
 * their place knows no names.  A word that such a reading printed is found by masking them all. */

/* An address with a local part is looked up; without, it may be a domain or a local user. */
static void where_address(struct strbuf *sql, const char *value, const char *column,
                          const char *parameter)
{
    strbuf_fmt(sql, " AND %s IN (SELECT address_id FROM main.address WHERE address = %s", column,
               parameter);
    if (*value && *value != '<' && (*value == '@' || !strchr(value, '@')))
        strbuf_fmt(sql, " OR domain_id = (SELECT domain_id FROM domain WHERE name = %s_domain)",
                   parameter);
    if (mask_is(slice_str(value)))
        strbuf_fmt(sql, " OR mask_address(address) = %s", parameter);
    strbuf_char(sql, ')');
}

static void where_peer(struct strbuf *sql, const char *value)
{
    strbuf_str(sql, " AND e.peer_id IN (SELECT peer_id FROM main.peer WHERE ip = :peer"
                    " OR net = :peer OR name = :peer COLLATE NOCASE");
    if (mask_is(slice_str(value)))
        strbuf_str(sql, " OR :peer IN (mask_host(ip), mask_host(net), mask_host(name))");
    strbuf_char(sql, ')');
}

static void where_sasl_user(struct strbuf *sql, const char *value)
{
    strbuf_str(sql, " AND coalesce(e.sasl_id, m.sasl_id) IN"
                    " (SELECT sasl_id FROM main.sasl_user WHERE name = :sasl_user");
    if (mask_is(slice_str(value)))
        strbuf_str(sql, " OR mask_address(name) = :sasl_user");
    strbuf_char(sql, ')');
}

void filter_where_event(const struct filter *f, struct strbuf *sql)
{
    if (f->host)
        strbuf_str(sql, " AND e.host_id IN (SELECT host_id FROM host WHERE name = :host)");
    if (f->peer)
        where_peer(sql, f->peer);
    if (f->sender)
        where_address(sql, f->sender, "coalesce(e.sender_id, m.sender_id)", ":sender");
    if (f->recipient)
        where_address(sql, f->recipient, "e.recipient_id", ":recipient");
    if (f->sasl_user)
        where_sasl_user(sql, f->sasl_user);
}

/* The value for both parameters of an address: as typed, and as a domain. */
static void bind_address(struct store_query *q, const char *value, const char *parameter)
{
    if (!value)
        return;
    struct smtplog_slice address = slice_is(slice_str(value), "<>") ? slice_of("", 0)
                                                                     : slice_str(value);
    store_bind_text_named(q, parameter, address);
    char *name = mem_fmt("%s_domain", parameter);
    struct strbuf domain = {0};
    text_lower_add(&domain, slice_str(value + (*value == '@')));
    store_bind_text_named(q, name, strbuf_view(&domain));
    free(name);
    strbuf_release(&domain);
}

void filter_bind(const struct filter *f, struct store_query *q)
{
    if (f->host)
        store_bind_text_named(q, ":host", slice_str(f->host));
    if (f->peer)
        store_bind_text_named(q, ":peer", slice_str(f->peer));
    if (f->sasl_user)
        store_bind_text_named(q, ":sasl_user", slice_str(f->sasl_user));
    bind_address(q, f->sender, ":sender");
    bind_address(q, f->recipient, ":recipient");
}
