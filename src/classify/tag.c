/* A provider's sub-code names a cause more surely than its words, and stays when they change. */
#include "classify/tag.h"

#include "base/mem.h"

#include <stdlib.h>

void tags_add(struct tags *t, const struct stanza *s, struct diag *diag)
{
    if (stanza_get(s, "Tag").len == 0 || stanza_get(s, "Pattern").len == 0) {
        diag_error(diag, "%s:%u: a tag needs Tag and Pattern; this stanza is not used", s->file,
                   s->line);
        return;
    }
    t->list = mem_grow(t->list, &t->cap, t->count + 1, sizeof *t->list);
    struct tag *added = &t->list[t->count++];
    *added = (struct tag){
        .name = stanza_get(s, "Tag"),
        .value = stanza_get(s, "Value"),
        .provider = stanza_get(s, "Provider"),
        .sample = stanza_get(s, "Sample"),
        .expect = stanza_get(s, "Expect"),
        .file = s->file,
        .line = s->line,
    };
    pattern_init(&added->pattern, stanza_get(s, "Pattern"));
}

void tags_release(struct tags *t)
{
    for (size_t i = 0; i < t->count; i++)
        pattern_release(&t->list[i].pattern);
    free(t->list);
    *t = (struct tags){0};
}

struct smtplog_slice tags_find(struct tags *t, struct subject *reason,
                               struct smtplog_slice provider)
{
    struct smtplog_slice found;
    for (size_t i = 0; i < t->count; i++) {
        struct tag *tag = &t->list[i];
        if (tag->provider.len && !stanza_lists(tag->provider, provider))
            continue;
        if (pattern_match(&tag->pattern, reason, &found))
            return tag->value.len ? tag->value : found;
    }
    return (struct smtplog_slice){0};
}
