/* wordings.c - one list of all parsers' tables of wordings: few rows, walked in the
 * parsers' order */
#include "classify/wordings.h"

#include "base/hash.h"
#include "base/mem.h"
#include "plugin/builtin.h"

#include <stdlib.h>
#include <string.h>

void wordings_init(struct wordings *w)
{
    *w = (struct wordings){0};
    for (size_t i = 0; builtin_parsers[i]; i++)
        wordings_add(w, builtin_parsers[i]->wordings);
}

void wordings_release(struct wordings *w)
{
    free(w->tables);
    *w = (struct wordings){0};
}

void wordings_add(struct wordings *w, const struct smtplog_wording *table)
{
    if (!table)
        return;
    w->tables = mem_grow(w->tables, &w->cap, w->len + 1, sizeof *w->tables);
    w->tables[w->len++] = table;
}

const struct smtplog_wording *wordings_next(const struct wordings *w,
                                            enum smtplog_wording_role role,
                                            struct wording_place *place)
{
    for (; place->table < w->len; place->table++, place->row = 0) {
        const struct smtplog_wording *row = w->tables[place->table] + place->row;
        for (; row->words; row++) {
            place->row++;
            if (row->role == role)
                return row;
        }
    }
    return NULL;
}

uint64_t wordings_hash(const struct wordings *w, uint64_t seed)
{
    for (size_t i = 0; i < w->len; i++)
        for (const struct smtplog_wording *row = w->tables[i]; row->words; row++) {
            seed = hash_bytes(row->words, strlen(row->words), seed);
            seed = hash_bytes(&row->role, sizeof row->role, seed);
            seed = hash_bytes(&row->phase, sizeof row->phase, seed);
        }
    return seed;
}
