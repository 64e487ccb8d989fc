/* twins.c - other logs' trails, an hour at a time, and how far the present log runs along them */
#include "store/twins.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "event/host.h"
#include "store/channel.h"

#include <stdlib.h>

/* Hours kept at hand: lines about the full hour come out of order. */
enum { BOOKS = 2 };
/* So many pages are gone through for the next one of a group. */
enum { LOOK_MOST = 4096 };

/* Another log. */
struct other {
    int64_t source;
    int sure;                           /* that it has the same records */
    int proven;                         /* it was seen so */
    int told;                           /* by twins_found() */
    int is_former;                      /* it may be a state in which the present log was */
    int has_name;                       /* the present log's */
    uint64_t turn;                      /* of the last record that it has too, as it was perhaps */
    unsigned run;                       /* how many in a row, up to that one */
};

/* Its records of one host. */
struct group {
    char *host;
    size_t other;
    uint32_t first, at;                 /* pages: the first, and the last that was met, 0: none */
};

/* An hour of the other logs.  Entries are numbered from 1 on; 0 ends a chain. */
struct book {
    int64_t hour;
    uint64_t used;                      /* when, to find the one to forget; 0: never */
    struct group *groups;
    size_t groups_len, groups_cap;
    struct page {
        uint64_t words : 48, group : 15;
        uint64_t taken : 1;             /* its copy was met */
        uint32_t cursor, next;
    } *pages;
    size_t len, cap;
    uint32_t *slots;
    size_t slots_len;                   /* a power of two; 0: no entries */
};

/* Records in a row that are held, for they may be what another log's became. */
struct changed {
    size_t len, other, group;
    int64_t hour;
    uint32_t at;                        /* page of the last one */
    int is_last;                        /* no more of the group follow in this hour */
    uint64_t words[TWINS_CHANGED];      /* of the originals */
};

struct twins {
    void (*load)(void *to, int64_t hour, trail_take *take, void *take_to);
    void *to;
    char *name;
    struct other *others;
    size_t others_len, others_cap, found;   /* `found`: up to where twins_found() has looked */
    struct book books[BOOKS];
    uint64_t turn, clock;
    size_t run;                         /* of records in any: two copies leave two trails */
    struct changed changed;
    size_t freed;                       /* of `changed`, by the last answer */
    struct own_trail own;
};

/* ---- The trails of others ----------------------------------------------------------------- */

/* The book is empty afterwards and can be filled again. */
static void book_release(struct book *b)
{
    for (size_t i = 0; i < b->groups_len; i++)
        free(b->groups[i].host);
    free(b->groups);
    free(b->pages);
    free(b->slots);
    *b = (struct book){0};
}

/* Few logs tell of one hour: a list is looked through. */
static size_t other_of(struct twins *t, int64_t source)
{
    for (size_t i = 0; i < t->others_len; i++)
        if (t->others[i].source == source)
            return i;
    t->others = mem_grow(t->others, &t->others_cap, t->others_len + 1, sizeof *t->others);
    t->others[t->others_len] = (struct other){.source = source};
    return t->others_len++;
}

/* Files of one rotated set, or one file. */
static int is_family(const char *a, const char *b)
{
    struct strbuf family = {0};
    channel_name(&family, a);
    size_t len = family.len;
    channel_name(&family, b);
    struct smtplog_slice both = strbuf_view(&family);
    int same = slice_eq(slice_head(both, len), slice_from(both, len));
    strbuf_release(&family);
    return same;
}

/* Records of one log under one host name: what may be a copy of which is decided once a group. */
static size_t group_of(struct twins *t, struct book *b, const struct trail *trail)
{
    char *name = mem_strn(trail->name.ptr, trail->name.len);
    size_t other = other_of(t, trail->source);
    t->others[other].sure |= trail->is_twin || channel_siblings(t->name, name);
    t->others[other].is_former |= is_family(t->name, name);
    t->others[other].has_name |= strcmp(t->name, name) == 0;
    free(name);
    for (size_t i = b->groups_len; i-- > 0;)
        if (b->groups[i].other == other && slice_is(trail->host, b->groups[i].host))
            return i;
    b->groups = mem_grow(b->groups, &b->groups_cap, b->groups_len + 1, sizeof *b->groups);
    b->groups[b->groups_len] = (struct group){
        .host = mem_strn(trail->host.ptr, trail->host.len), .other = other,
        .first = (uint32_t)b->len + 1};
    return b->groups_len++;
}

struct loading { struct twins *twins; struct book *book; };

/* The records of one trail go into the hour's book, each with the log that it is of. */
static void take_trail(void *to, const struct trail *trail)
{
    struct book *b = ((struct loading *)to)->book;
    size_t n = trail_len(trail), at = 0;
    size_t group = group_of(((struct loading *)to)->twins, b, trail);
    struct trail_record r;

    if (group > INT16_MAX || b->len + n >= UINT32_MAX)
        return;                         /* of so many logs in one hour the rest is not looked at */
    b->pages = mem_grow(b->pages, &b->cap, b->len + n + 1, sizeof *b->pages);
    while (trail_read(trail->body.ptr, trail->body.len, &at, trail->cursors, &r))
        b->pages[++b->len] = (struct page){.words = r.words & TRAIL_WORDS,
                                           .group = group & INT16_MAX,
                                           .cursor = (uint32_t)r.cursor};
}

static uint32_t *slot_of(const struct book *b, uint64_t words)
{
    return &b->slots[words & (b->slots_len - 1)];
}

/* Chains give the first of equal entries first. */
static void index_book(struct book *b)
{
    if (!b->len)
        return;
    for (b->slots_len = 64; b->slots_len < b->len;)
        b->slots_len *= 2;
    b->slots = mem_alloc(b->slots_len * sizeof *b->slots);
    for (size_t i = b->len; i > 0; i--) {
        uint32_t *slot = slot_of(b, b->pages[i].words);
        b->pages[i].next = *slot;
        *slot = (uint32_t)i;
    }
}

/* The trail of an hour, in one of a few books; the one that was not asked for longest makes
 * room. */
static struct book *book_of(struct twins *t, int64_t hour)
{
    struct book *oldest = t->books;

    t->clock++;
    for (struct book *b = t->books; b < t->books + BOOKS; b++) {
        if (b->used && b->hour == hour) {
            b->used = t->clock;
            return b;
        }
        if (b->used < oldest->used)
            oldest = b;
    }
    book_release(oldest);
    oldest->hour = hour;
    oldest->used = t->clock;
    t->load(t->to, hour, take_trail, &(struct loading){t, oldest});
    index_book(oldest);
    return oldest;
}

/* ---- Judging ------------------------------------------------------------------------------ */

/* The page may be the record's original: 2 for certain, 1 as far as it tells, 0 not. */
static int fits(const struct twins *t, const struct book *b, const struct page *p, uint64_t words,
                const struct trail_record *r)
{
    const struct group *g = &b->groups[p->group];
    if (p->words != words || p->taken || t->others[g->other].turn == t->turn ||
        !host_may_be(r->host, slice_str(g->host)))
        return 0;
    if (p->cursor && (uint32_t)r->cursor)
        return p->cursor == (uint32_t)r->cursor ? 2 : 0;
    return 1;
}

/* The group's page behind `at`; 0: none, or far away. */
static uint32_t page_behind(const struct book *b, size_t group, uint32_t at)
{
    const size_t end = b->len - at < LOOK_MOST ? b->len : at + LOOK_MOST;
    for (uint32_t i = at + 1; i <= end; i++)
        if (b->pages[i].group == group)
            return i;
    return 0;
}

/* The place of the next record in a group, where the other log has come so far, or both begin. */
static uint32_t place_in(const struct twins *t, const struct book *b, size_t group)
{
    const struct group *g = &b->groups[group];
    const struct other *o = &t->others[g->other];
    int goes_on = o->sure && o->turn + 1 == t->turn;
    int begins = o->has_name && t->turn == t->changed.len + 2;
    if (!o->is_former || !(goes_on || begins))
        return 0;
    return g->at ? page_behind(b, group, g->at) : g->first;
}

/* A record that stands nowhere else: 1 if it may be what became of the one in its place. */
static int may_be_changed(struct twins *t, struct book *b, const struct trail_record *r)
{
    struct changed *c = &t->changed;
    for (size_t i = 0; i < b->groups_len && c->len < TWINS_CHANGED; i++) {
        struct group *g = &b->groups[i];
        uint32_t at = place_in(t, b, i);
        if (!at || at > b->len || b->pages[at].group != i || b->pages[at].taken ||
            (c->len && c->other != g->other) || !host_may_be(r->host, slice_str(g->host)))
            continue;
        c->words[c->len++] = b->pages[at].words;
        c->other = g->other;
        c->group = i;
        c->hour = b->hour;
        c->at = g->at = at;
        c->is_last = !page_behind(b, i, at);
        t->others[g->other].turn = t->turn;
        return 1;
    }
    return 0;
}

/* Does the page that was met follow those that were changed, or stand in another hour's or host's
 * part of that log? */
static int follows_changed(const struct twins *t, const struct book *b, uint32_t page)
{
    const struct changed *c = &t->changed;
    const size_t group = b->pages[page].group;
    const struct group *g = &b->groups[group];
    if (!c->len || g->other != c->other)
        return 0;
    if (c->hour == b->hour && c->group == group)
        return page == page_behind(b, group, c->at);
    return (c->hour == b->hour || c->is_last) &&
           page == (g->at ? page_behind(b, group, g->at) : g->first);
}

uint64_t twins_original(const struct twins *t, size_t i)
{
    return i < t->freed ? t->changed.words[i] : 0;
}

/* What is to be done with a record that stands nowhere else. */
static enum twins_answer answer_alone(struct twins *t, struct book *b,
                                      const struct trail_record *r, size_t *of_held)
{
    t->run = 0;
    *of_held = t->changed.len;
    if (may_be_changed(t, b, r))
        return TWINS_HOLD;
    *of_held = t->changed.len = 0;
    return TWINS_NEW;
}

/* Of one that stands elsewhere too. */
static enum twins_answer answer_met(struct twins *t, int sure, int follows, size_t *of_held)
{
    if (!follows && t->run == 0)
        t->changed.len = 0;
    t->run++;
    *of_held = t->run - 1 + t->changed.len;
    if (!sure && t->run < TWINS_RUN)
        return TWINS_HOLD;
    t->freed = t->changed.len;
    t->changed.len = 0;
    return TWINS_COPY;
}

enum twins_answer twins_see(struct twins *t, const struct trail_record *r, size_t *of_held)
{
    struct book *b = book_of(t, trail_hour_of(r->time));
    uint64_t words = r->words & TRAIL_WORDS;
    int met = 0, sure = 0, follows = 0;

    t->turn++;
    *of_held = t->freed = 0;
    if (!b->len) {
        t->run = t->changed.len = 0;
        return TWINS_ALONE;
    }
    for (uint32_t i = *slot_of(b, words); i; i = b->pages[i].next) {
        int fit = fits(t, b, &b->pages[i], words, r);
        if (!fit)
            continue;
        struct group *g = &b->groups[b->pages[i].group];
        struct other *o = &t->others[g->other];
        follows |= follows_changed(t, b, i);
        g->at = i;
        b->pages[i].taken = 1;
        o->run = o->turn + 1 == t->turn ? o->run + 1 : 1;
        o->turn = t->turn;
        o->proven |= o->run >= TWINS_RUN;
        o->sure |= o->proven;
        met = 1;
        sure |= o->sure || fit == 2;
    }
    return met ? answer_met(t, sure, follows, of_held) : answer_alone(t, b, r, of_held);
}

void twins_rest(struct twins *t)
{
    t->changed.len = 0;
}

int64_t twins_found(struct twins *t)
{
    while (t->found < t->others_len) {
        struct other *o = &t->others[t->found++];
        if (o->proven && !o->told) {
            o->told = 1;
            return o->source;
        }
    }
    t->found = 0;
    return 0;
}

/* ---- The present source's trail ----------------------------------------------------------- */

int twins_count(struct twins *t, const struct trail_record *r)
{
    return own_trail_add(&t->own, r);
}

void twins_give(struct twins *t, trail_take *take, void *to)
{
    own_trail_give(&t->own, take, to);
}

/* ---- A source ----------------------------------------------------------------------------- */

struct twins *twins_new(void (*hour)(void *to, int64_t hour, trail_take *take, void *take_to),
                        void *to)
{
    struct twins *t = mem_alloc(sizeof *t);
    t->load = hour;
    t->to = to;
    return t;
}

/* Another source begins: books, former runs and the names of others are of the last one. */
static void forget(struct twins *t)
{
    twins_give(t, NULL, NULL);
    for (struct book *b = t->books; b < t->books + BOOKS; b++)
        book_release(b);
    free(t->others);
    free(t->name);
    t->others = NULL;
    t->others_len = t->others_cap = t->found = 0;
    t->own.many_hosts = 0;
    t->run = t->freed = 0;
    t->changed.len = 0;
}

void twins_free(struct twins *t)
{
    if (t)
        forget(t);
    free(t);
}

void twins_begin(struct twins *t, const char *name, int64_t like)
{
    forget(t);
    t->name = mem_str(name);
    t->turn = 1;
    if (!like)
        return;
    size_t other = other_of(t, like);
    t->others[other].sure = t->others[other].is_former = 1;
}
