/* `trace` looks at few records of a log, so no run of them tells copies: their hashes are
 * remembered for a while. */
#include "ingest/copies.h"

#include "base/mem.h"

#include <stdlib.h>

struct met {
    size_t len, cap;
    uint64_t *channels;                 /* one mask an event */
};

int copies_take(struct copies *c, int64_t time, uint64_t identity, int channel)
{
    char key[16];
    memcpy(key, &time, 8);
    memcpy(key + 8, &identity, 8);
    struct map_entry *e = map_put(&c->seen, slice_of(key, sizeof key));
    if (!e->value)
        e->value = mem_alloc(sizeof(struct met));
    struct met *t = e->value;
    uint64_t mine = (uint64_t)1 << (channel > 62 ? 62 : channel);
    for (size_t i = 0; i < t->len; i++)
        if (!(t->channels[i] & mine)) {
            t->channels[i] |= mine;
            return 0;
        }
    t->channels = mem_grow(t->channels, &t->cap, t->len + 1, sizeof *t->channels);
    t->channels[t->len++] = mine;
    return 1;
}

static void free_twins(void *value)
{
    struct met *t = value;
    free(t->channels);
    free(t);
}

void copies_release(struct copies *c)
{
    map_release(&c->seen, free_twins);
}
