/* A queue id is used again after days: its lines are told apart by time before they are one
 * story. */
#include "trace/lives.h"

#include "base/mem.h"

#include <stdlib.h>

static struct smtplog_slice key_of(const uint64_t *number)
{
    return slice_of((const char *)number, sizeof *number);
}

struct life *lives_find(const struct lives *l, uint64_t number)
{
    return map_get(&l->numbers, key_of(&number));
}

static void free_life(struct life *life)
{
    for (size_t i = 0; i < life->dialogues_len; i++) {
        free(life->dialogues[i].key);
        free(life->dialogues[i].host);
    }
    trace_release_message(&life->m);
    free(life);
}

/* The oldest that was not asked for goes; of those found by a name alone that is said, for the
 * story is cut then. */
static void give_way(struct lives *l)
{
    size_t at = 0;
    while (at < l->len && (l->all[at]->by_id || !l->all[at]->by_name))
        at++;
    at = at < l->len ? at : 0;
    map_remove(&l->numbers, key_of(&l->all[at]->number));
    l->cut |= l->all[at]->by_name;
    free_life(l->all[at]);
    memmove(l->all + at, l->all + at + 1, (l->len - at - 1) * sizeof *l->all);
    l->len--;
}

struct life *lives_make(struct lives *l, uint64_t number)
{
    if (l->len == LIVES_MOST)
        give_way(l);
    struct life *life = mem_alloc(sizeof *life);
    life->number = number;
    l->all = mem_grow(l->all, &l->cap, l->len + 1, sizeof *l->all);
    l->all[l->len++] = life;
    map_put(&l->numbers, key_of(&number))->value = life;
    return life;
}

void lives_release(struct lives *l)
{
    for (size_t i = 0; i < l->len; i++)
        free_life(l->all[i]);
    free(l->all);
    map_release(&l->numbers, NULL);
    *l = (struct lives){0};
}

/* ---- Choosing ------------------------------------------------------------------------------ */

static int is_stored(const struct trace *stored, const struct life *life)
{
    for (size_t i = 0; i < stored->len; i++)
        if (stored->messages[i].id && trace_is_same(&life->m, &stored->messages[i]))
            return 1;
    return 0;
}

/* The word is an id of some, or names many: then the latest. */
static void choose_named(struct lives *l, const struct trace *stored, int first,
                         const struct needles *needles)
{
    size_t by_id = 0, named = 0;
    for (size_t i = 0; i < l->len; i++) {
        l->all[i]->told = l->all[i]->by_id || is_stored(stored, l->all[i]);
        by_id += l->all[i]->told;
    }
    for (size_t i = l->len; i > 0 && by_id == 0; i--) {
        struct life *life = l->all[i - 1];
        if (!life->by_name || (!first && !needles_has_id(needles, slice_str(life->m.queue_id))))
            continue;
        if (first && named == TRACE_MESSAGES) {
            l->cut = 1;
            break;
        }
        life->told = 1;
        named++;
    }
}

/* Do they name each other, at a time when the other one lived?  Queue ids come again. */
static int leads_to(const struct life *from, const struct life *to)
{
    for (size_t i = 0; i < from->m.len; i++) {
        const struct trace_event *e = &from->m.events[i];
        const char *const ids[] = {e->next_queue_id, e->former_queue_id};
        for (size_t k = 0; k < 2; k++)
            if (ids[k] && strcmp(ids[k], to->m.queue_id) == 0 && trace_is_near(&to->m, e->time))
                return 1;
    }
    return 0;
}

static int is_linked(const struct lives *l, const struct life *life)
{
    for (size_t i = 0; i < l->len; i++)
        if (l->all[i]->told && (leads_to(l->all[i], life) || leads_to(life, l->all[i])))
            return 1;
    return 0;
}

void lives_choose(struct lives *l, const struct trace *stored, const struct needles *needles,
                  int first)
{
    size_t more = 1;
    choose_named(l, stored, first, needles);
    while (more) {
        more = 0;
        for (size_t i = 0; i < l->len; i++)
            if (!l->all[i]->told && is_linked(l, l->all[i]))
                more += l->all[i]->told = 1;
    }
}

/* ---- Wanting more -------------------------------------------------------------------------- */

static int extend_by_dialogue(const struct dialogue *d, struct needles *needles)
{
    const struct smtplog_line line = {.pid = d->pid, .host = slice_str(d->host)};
    return d->key ? needles_want_dialogue(needles, slice_str(d->key))
                  : needles_want_process(needles, &line);
}

int lives_extend(const struct lives *l, struct needles *needles)
{
    int grew = 0;
    for (size_t i = 0; i < l->len; i++) {
        const struct life *life = l->all[i];
        if (!life->told)
            continue;
        grew |= needles_want_id(needles, slice_str(life->m.queue_id));
        for (size_t k = 0; k < life->m.len; k++) {
            grew |= needles_want_id(needles, slice_str(life->m.events[k].next_queue_id));
            grew |= needles_want_id(needles, slice_str(life->m.events[k].former_queue_id));
        }
        for (size_t k = 0; k < life->dialogues_len; k++)
            grew |= extend_by_dialogue(&life->dialogues[k], needles);
    }
    return grew;
}
