/* Which kind of thing was pasted. */
#include "pasted/pasted.h"

#include "base/mem.h"
#include "pasted/charset.h"
#include "pasted/mime.h"

#include <smtplog/scan.h>

#include <stdlib.h>

struct smtplog_slice pasted_keep(struct pasted *p, struct smtplog_slice s)
{
    if (!s.ptr)
        return s;
    p->kept = mem_grow(p->kept, &p->kept_cap, p->kept_len + 1, sizeof *p->kept);
    p->kept[p->kept_len] = mem_strn(s.ptr, s.len);
    return slice_of(p->kept[p->kept_len++], s.len);
}

void pasted_add(struct pasted *p, const struct event *event)
{
    if (p->len == PASTED_ITEMS_MAX) {
        p->more++;
        return;
    }
    p->items = mem_grow(p->items, &p->cap, p->len + 1, sizeof *p->items);
    p->items[p->len++] = *event;
}

/* Loaded parsers have words of their own for a remote reply. */
static void know_wordings(struct pasted *p, const struct registry *registry)
{
    wordings_init(&p->wordings);
    for (size_t i = registry_builtin(registry); i < registry_count(registry); i++)
        wordings_add(&p->wordings, registry_at(registry, i)->wordings);
}

/* Of a mail that is no bounce, its text without the encodings. */
static struct smtplog_slice words_of(struct pasted *p, struct smtplog_slice text)
{
    struct mime m;
    struct smtplog_slice words = text;
    if (!mime_is_message(text))
        return text;
    mime_read(&m, text);
    for (size_t i = m.len; i-- > 0;)
        if (m.parts[i].kind == MIME_TEXT && m.parts[i].body.len)
            words = strbuf_view(&m.parts[i].body);
    words = words.ptr == text.ptr ? text : pasted_keep(p, words);
    mime_release(&m);
    return words;
}

void pasted_read(struct pasted *out, struct smtplog_slice text, const struct registry *registry)
{
    *out = (struct pasted){0};
    if (registry)
        know_wordings(out, registry);
    text = charset_plain(&out->plain, slice_head(text, PASTED_MAX));
    if (registry && pasted_log(out, text, registry))
        out->kind = PASTED_LOG;
    else if (pasted_bounce(out, text))
        out->kind = PASTED_BOUNCE;
    else if (pasted_dialogue(out, text))
        out->kind = PASTED_DIALOGUE;
    if (out->kind)
        return;
    struct event event = {0};
    struct smtplog_slice words = words_of(out, text);
    out->kind = pasted_reply(out, words, &event) ? PASTED_REPLY : PASTED_NOTHING;
    pasted_add(out, &event);
}

void pasted_release(struct pasted *p)
{
    for (size_t i = 0; i < p->kept_len; i++)
        free(p->kept[i]);
    wordings_release(&p->wordings);
    strbuf_release(&p->plain);
    free(p->kept);
    free(p->items);
    free(p->turns);
    *p = (struct pasted){0};
}
