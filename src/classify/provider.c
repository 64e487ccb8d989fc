/* Host names are looked up by suffix, label by label, so a hundred providers cost no more than
 * one. */
#include "classify/provider.h"

#include "base/text.h"
#include "base/mem.h"

#include <stdlib.h>

/* Lower-cases into a bounded buffer; empty if the name is too long to be a host's. */
static struct smtplog_slice lower_host(struct smtplog_slice host, char *buf, size_t size)
{
    if (host.len > size)
        return slice_of(buf, 0);
    text_lower_copy(buf, host);
    while (host.len && buf[host.len - 1] == '.')
        host.len--;
    return slice_of(buf, host.len);
}

/* "100-999" */
static void read_details(struct provider *p, struct smtplog_slice s)
{
    uint64_t from, to;
    if (!scan_number(&s, 3, &from) || !scan_lit(&s, "-") || !scan_number(&s, 3, &to))
        return;
    p->details_from = (int32_t)from;
    p->details_to = (int32_t)to;
}

static uint64_t length_bit(size_t len)
{
    return UINT64_C(1) << (len & 63);
}

void providers_add(struct providers *p, const struct stanza *s, struct diag *diag)
{
    struct smtplog_slice name = stanza_get(s, "Provider"), list, item;
    if (name.len == 0) {
        diag_error(diag, "%s:%u: no field Provider; this stanza is not used", s->file, s->line);
        return;
    }
    p->list = mem_grow(p->list, &p->cap, p->count + 1, sizeof *p->list);
    struct provider *added = &p->list[p->count++];
    *added = (struct provider){
        .name = name, .title = stanza_get(s, "Title"),
        .hosts = stanza_get(s, "Hosts"), .names = stanza_get(s, "Names"),
        .page = stanza_get(s, "Page"), .file = s->file, .line = s->line, .fields = s->fields,
        .field_count = s->count,
    };
    read_details(added, stanza_get(s, "Details"));
    pattern_init(&added->text, stanza_get(s, "Text"));
    for (list = added->hosts; stanza_item(&list, &item);) {
        ptrdiff_t any = slice_find(item, ".*");
        if (any >= 0)
            p->any_second |= length_bit((size_t)any);
        struct map_entry *e = map_put(&p->by_suffix, item);
        if (!e->value)
            e->value = (void *)(uintptr_t)p->count;
    }
    for (list = added->names; stanza_item(&list, &item);)
        map_put(&p->kept, item)->value = p;
}

void providers_release(struct providers *p)
{
    for (size_t i = 0; i < p->count; i++)
        pattern_release(&p->list[i].text);
    free(p->list);
    map_release(&p->by_suffix, NULL);
    map_release(&p->kept, NULL);
    *p = (struct providers){0};
}

struct smtplog_slice provider_sample(const struct provider *p, size_t i)
{
    return stanza_nth(p->fields, p->field_count, "Sample", i);
}

/* Of "email-smtp.eu-west-1.amazonaws.com", what stands under "email-smtp.*.amazonaws.com".  Few
 * first labels are as long as those that stand there, so few are looked up. */
static uintptr_t any_second_label(const struct providers *p, struct smtplog_slice domain)
{
    char key[256 + 2];
    const char *dot = memchr(domain.ptr, '.', domain.len);
    size_t first = dot ? (size_t)(dot - domain.ptr) : domain.len;
    if (!(p->any_second & length_bit(first)))
        return 0;
    const char *next = dot ? memchr(dot + 1, '.', domain.len - first - 1) : NULL;
    if (!next)
        return 0;
    size_t rest = (size_t)(domain.ptr + domain.len - next);
    memcpy(key, domain.ptr, first);
    memcpy(key + first, ".*", 2);
    memcpy(key + first + 2, next, rest);
    return (uintptr_t)map_get(&p->by_suffix, slice_of(key, first + 2 + rest));
}

const struct provider *provider_by_host(const struct providers *p, struct smtplog_slice host)
{
    char buf[256];
    struct smtplog_slice domain = lower_host(host, buf, sizeof buf);
    while (domain.len) {
        uintptr_t index = (uintptr_t)map_get(&p->by_suffix, domain);
        if (!index)
            index = any_second_label(p, domain);
        if (index)
            return &p->list[index - 1];
        const char *dot = memchr(domain.ptr, '.', domain.len);
        domain = slice_from(domain, dot ? (size_t)(dot + 1 - domain.ptr) : domain.len);
    }
    return NULL;
}

const struct provider *provider_by_detail(const struct providers *p, int32_t detail)
{
    for (size_t i = 0; detail && i < p->count; i++)
        if (p->list[i].details_from && detail >= p->list[i].details_from &&
            detail <= p->list[i].details_to)
            return &p->list[i];
    return NULL;
}

const struct provider *provider_by_text(struct providers *p, struct subject *s)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->list[i].text.source.ptr && pattern_match(&p->list[i].text, s, NULL))
            return &p->list[i];
    return NULL;
}

const struct provider *provider_by_name(const struct providers *p, struct smtplog_slice name)
{
    for (size_t i = 0; i < p->count; i++)
        if (slice_eq(p->list[i].name, name))
            return &p->list[i];
    return NULL;
}
