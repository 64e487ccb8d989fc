/* Texts are put one behind the other into bytes that move while they grow: until all are there a
 * slice's ptr tells its offset, and one more, for NULL is what is not known. */
#include "frame/layer.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { TEXTS = 5 };

/* Those that may lie in one another come first. */
static struct smtplog_slice *text_of(struct layer_line *l, size_t i)
{
    struct smtplog_slice *const all[TEXTS] = {&l->text, &l->outer.body, &l->outer.more,
                                              &l->outer.host, &l->outer.tag};
    return all[i];
}

static int touch(struct smtplog_slice a, struct smtplog_slice b)
{
    const uintptr_t from_a = (uintptr_t)a.ptr, from_b = (uintptr_t)b.ptr;
    return from_a <= from_b + b.len + 1 && from_b <= from_a + a.len + 1;
}

/* The slice with those of the line's that lie in it, or next to it but for one byte: what stood so
 * must stand so again, for rows find a message's further lines by that. */
static struct smtplog_slice around(struct layer_line *l, struct smtplog_slice s)
{
    for (size_t i = 0; i < TEXTS; i++) {
        const struct smtplog_slice other = *text_of(l, i);
        if (!other.ptr || !touch(s, other))
            continue;
        const char *from = s.ptr < other.ptr ? s.ptr : other.ptr;
        const char *end = s.ptr + s.len > other.ptr + other.len ? s.ptr + s.len
                                                                : other.ptr + other.len;
        s = slice_of(from, (size_t)(end - from));
    }
    return s;
}

/* Texts that point into one piece of memory keep doing so: what lies apart is copied once, and
 * pointers are set into the copy. */
static void keep(struct layer *layer, const struct unwrapped *inner)
{
    layer->lines = mem_grow(layer->lines, &layer->cap, layer->len + 1, sizeof *layer->lines);
    struct layer_line *l = &layer->lines[layer->len++], was;
    *l = was = (struct layer_line){inner->line.text, inner->outer};
    struct smtplog_slice all = {NULL, 0};
    for (size_t i = 0; i < TEXTS; i++) {
        const struct smtplog_slice s = *text_of(&was, i);
        if (!s.ptr)
            continue;
        if (!all.ptr || s.ptr < all.ptr || s.ptr + s.len > all.ptr + all.len) {
            all = around(&was, s);
            strbuf_slice(&layer->bytes, all);
        }
        const size_t at = layer->bytes.len - all.len + (size_t)(s.ptr - all.ptr);
        text_of(l, i)->ptr = (const char *)(uintptr_t)(at + 1);
    }
}

/* Taken while texts are places, which do not hang on where memory was to be had. */
static uint64_t print_of(struct layer *layer)
{
    uint64_t print = hash_quick(strbuf_text(&layer->bytes), layer->bytes.len, hash_seed());
    for (size_t i = 0; i < layer->len; i++) {
        struct layer_line *l = &layer->lines[i];
        const struct outer *o = &l->outer;
        uint64_t told[6 + 2 * TEXTS] = {o->pid, o->flags, (uint64_t)o->stamped,
                                        (uint64_t)o->stamp_is_fresh, (uint64_t)o->complete,
                                        (uint64_t)o->holds_line};
        for (size_t k = 0; k < TEXTS; k++) {
            told[6 + 2 * k] = (uintptr_t)text_of(l, k)->ptr;
            told[7 + 2 * k] = text_of(l, k)->len;
        }
        print = hash_quick(told, sizeof told, print);
        if (o->stamped)
            print = hash_quick(&o->stamp, sizeof o->stamp, print);
    }
    return print;
}

/* Places become pointers now that the bytes no longer move; 0 is no text, so places count from
 * 1. */
static void settle(struct layer *layer)
{
    const char *bytes = strbuf_text(&layer->bytes);
    for (size_t i = 0; i < layer->len * TEXTS; i++) {
        struct smtplog_slice *s = text_of(&layer->lines[i / TEXTS], i % TEXTS);
        if (s->ptr)
            s->ptr = bytes + ((uintptr_t)s->ptr - 1);
    }
}

void layer_make(struct layer *layer, const struct smtplog_slice *lines, size_t n,
                const struct unwrap_plan *plan, size_t most)
{
    struct unwrapper *u = unwrapper_new(plan);
    struct unwrapped inner;
    *layer = (struct layer){.most = most};
    for (size_t i = 0; i <= n && layer->len < most; i++) {
        struct line line = {.text = i < n ? lines[i] : slice_of("", 0), .number = i + 1};
        int more = i < n ? unwrap_next(u, &line, &inner) : unwrap_flush(u, &inner);
        for (; more && layer->len < most; more = unwrap_again(u, &inner))
            keep(layer, &inner);
        layer->read += line.text.len;
    }
    layer->print = print_of(layer);
    settle(layer);
    unwrapper_free(u);
}

void layer_release(struct layer *layer)
{
    free(layer->lines);
    strbuf_release(&layer->bytes);
    *layer = (struct layer){.len = 0};
}

uint64_t layer_try(const struct layer *layer, size_t row,
                   void (*take)(void *to, const struct unwrapped *inner), void *to)
{
    const struct unwrap_plan plan = {.len = 1, .row = {(uint8_t)row}};
    struct unwrapper *u = unwrapper_new(&plan);
    struct unwrapped inner;
    size_t given = 0;
    for (size_t i = 0; i <= layer->len && given < layer->most; i++) {
        const struct layer_line *l = i < layer->len ? &layer->lines[i] : NULL;
        struct line line = {.text = l ? l->text : slice_of("", 0), .number = i + 1};
        int more = l ? unwrap_next_within(u, &line, &l->outer, &inner) : unwrap_flush(u, &inner);
        for (; more && given++ < layer->most; more = unwrap_again(u, &inner))
            if (take)
                take(to, &inner);
    }
    uint64_t fits = unwrap_fits(u);
    unwrapper_free(u);
    return fits;
}
