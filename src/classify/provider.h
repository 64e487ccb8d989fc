/* provider.h - whose server or policy speaks
 *
 * By the peer's host name first, then by the text of the reply; never by the recipient's domain,
 * which says who owns the mailbox and not who runs the server.
 */
#ifndef CLASSIFY_PROVIDER_H
#define CLASSIFY_PROVIDER_H

#include "base/map.h"
#include "classify/pattern.h"
#include "knowledge/stanza.h"

struct provider {
    struct smtplog_slice name, title;   /* the word in the database; for people, may be empty */
    struct smtplog_slice hosts;         /* first suffix serves samples */
    struct smtplog_slice names, page;   /* domains that its replies quote; its page
                                           for postmasters */
    const char *file;
    uint32_t line;
    const struct stanza_field *fields;  /* of its stanza, for its samples */
    size_t field_count;
    struct pattern text;                /* source NULL: not known by text */
    int32_t details_from, details_to;   /* third numbers of enhanced codes of its own; 0: none */
};

struct providers {
    struct provider *list;
    size_t count, cap;
    struct map by_suffix;               /* "google.com": name's ptr+len in list, as index + 1 */
    uint64_t any_second;                /* a bit for each length of a first label before ".*" */
    struct map kept;                    /* domains that stay in reasons (smtp/template.h) */
};

/* Adds a stanza: Provider, Hosts (suffixes), Names (domains kept in reasons), Text (pattern),
 * Details, Page, Sample. */
void providers_add(struct providers *p, const struct stanza *s, struct diag *diag);
void providers_release(struct providers *p);

/* The samples, "CAUSE REPLY", i from 0; ptr NULL at the end. */
struct smtplog_slice provider_sample(const struct provider *p, size_t i);

/* NULL if unknown. */
const struct provider *provider_by_host(const struct providers *p, struct smtplog_slice host);
const struct provider *provider_by_detail(const struct providers *p, int32_t detail);
const struct provider *provider_by_text(struct providers *p, struct subject *s);
const struct provider *provider_by_name(const struct providers *p, struct smtplog_slice name);

#endif
