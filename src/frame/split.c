/* Pieces of several records come mixed, so open ones wait in a small set until their last
 * piece. */
#include "frame/split.h"

#include "base/mem.h"
#include "frame/exim.h"

#include <stdlib.h>

struct split_set {
    struct entry entry;             /* host and tag in its text; body and more in `body` */
    struct strbuf body;
    uint32_t piece, of;             /* the last one that came; 0: this place is free */
    int ends_line;                  /* it ended at a newline */
    uint64_t born;                  /* order of first pieces */
};

struct splits {
    struct split_set sets[SPLIT_SETS];
    uint32_t open;
    uint64_t born;
};

struct splits *splits_new(void)
{
    return mem_alloc(sizeof(struct splits));
}

void splits_free(struct splits *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < SPLIT_SETS; i++) {
        entry_release(&s->sets[i].entry);
        strbuf_release(&s->sets[i].body);
    }
    free(s);
}

uint32_t splits_open(const struct splits *s)
{
    return s->open;
}

static struct split_set *find_set(struct splits *s, const struct shaped *of)
{
    for (size_t i = 0; s->open && i < SPLIT_SETS; i++) {
        struct split_set *set = &s->sets[i];
        const struct shaped *open = &set->entry.shaped;
        if (set->piece && open->pid == of->pid && slice_eq(open->host, of->host) &&
            slice_eq(open->tag, of->tag))
            return set;
    }
    return NULL;
}

/* A free place, else that of the oldest set. */
static struct split_set *find_place(struct splits *s)
{
    struct split_set *oldest = &s->sets[0];
    for (size_t i = 0; i < SPLIT_SETS; i++) {
        if (s->sets[i].piece == 0)
            return &s->sets[i];
        if (s->sets[i].born < oldest->born)
            oldest = &s->sets[i];
    }
    return oldest;
}

static void append(struct split_set *set, const struct entry *piece, struct smtplog_slice text,
                   const struct exim_mark *mark)
{
    if (set->ends_line && set->body.len < SPLIT_BYTES)
        strbuf_char(&set->body, '\n');
    size_t room = set->body.len < SPLIT_BYTES ? SPLIT_BYTES - set->body.len : 0;
    strbuf_slice(&set->body, slice_head(text, room));
    set->piece = mark->piece;
    set->ends_line = mark->ends_line;
    set->entry.end_line = piece->end_line;
    set->entry.end_offset = piece->end_offset;
}

static void begin(struct splits *s, struct split_set *set, const struct entry *piece,
                  struct smtplog_slice text, const struct exim_mark *mark)
{
    struct entry *e = &set->entry;
    entry_copy(e, piece);
    e->number = piece->number;
    strbuf_clear(&e->more);
    strbuf_clear(&set->body);
    set->ends_line = 0;
    set->of = mark->of;
    set->born = ++s->born;
    s->open++;
    append(set, piece, text, mark);
}

/* Closes a set and makes *e the record that it holds. */
static void hand_out(struct splits *s, struct split_set *set, struct entry *e)
{
    struct shaped *shaped = &set->entry.shaped;
    struct smtplog_slice whole;
    shaped->body = strbuf_view(&set->body);
    shaped->more = (struct smtplog_slice){0};
    exim_unwrap(shaped);
    whole = shaped->body;
    const char *newline = whole.len ? memchr(whole.ptr, '\n', whole.len) : NULL;
    if (newline) {
        shaped->body = slice_head(whole, (size_t)(newline - whole.ptr));
        shaped->more = slice_from(whole, shaped->body.len + 1);
    }
    entry_copy(e, &set->entry);
    e->number = set->entry.number;
    e->end_line = set->entry.end_line;
    e->end_offset = set->entry.end_offset;
    set->piece = 0;
    s->open--;
}

enum split_result splits_take(struct splits *s, struct entry *e)
{
    struct smtplog_slice text = e->shaped.body;
    struct exim_mark mark;
    if (!text.len || text.ptr[0] != '[' || !exim_scan_mark(&text, &mark))
        return SPLIT_NO_PIECE;

    struct split_set *set = find_set(s, &e->shaped);
    if (mark.piece > 1) {
        if (!set || set->of != mark.of || mark.piece <= set->piece)
            return SPLIT_NO_PIECE;
        append(set, e, text, &mark);
        if (mark.piece < mark.of)
            return SPLIT_TAKEN;
        hand_out(s, set, e);
        return SPLIT_READY;
    }
    if (!exim_is_first_piece(&e->shaped))
        return SPLIT_NO_PIECE;
    if (!set)
        set = find_place(s);
    if (set->piece == 0) {
        begin(s, set, e, text, &mark);
        return SPLIT_TAKEN;
    }
    /* in the place of a set that will not be completed any more */
    struct split_set old = *set;
    *set = (struct split_set){0};
    begin(s, set, e, text, &mark);
    hand_out(s, &old, e);
    entry_release(&old.entry);
    strbuf_release(&old.body);
    return SPLIT_READY;
}

int splits_flush(struct splits *s, struct entry *e)
{
    struct split_set *oldest = NULL;
    for (size_t i = 0; s->open && i < SPLIT_SETS; i++)
        if (s->sets[i].piece && (!oldest || s->sets[i].born < oldest->born))
            oldest = &s->sets[i];
    if (!oldest)
        return 0;
    hand_out(s, oldest, e);
    return 1;
}
