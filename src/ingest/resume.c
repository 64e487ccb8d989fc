/* A rotated log has another name and a packed one other bytes; a log that was edited in place has
 * the same name and the same beginning.  Only what stands in it tells what it is. */
#include "ingest/resume.h"

#include "base/hash.h"
#include "base/mem.h"
#include "export/place.h"
#include "input/blocks.h"

#include <stdlib.h>

enum { SAMPLE_MOST = 1 << 20 };         /* bytes of a block that is looked at by itself */

/* One source that the stream may be, and how far they were found to agree. */
struct candidate {
    struct store_source known;
    struct blocks blocks;               /* what was read of it */
    size_t at;                          /* the next of them */
    struct hash_run block, tail;        /* of the stream's bytes */
    uint64_t same;                      /* so many first bytes are equal */
    int over, whole;                    /* all is compared; and equal */
};

static uint64_t tail_begins(const struct candidate *c)
{
    return c->known.offset - c->known.tail_len;
}

/* What was kept by another version, or was damaged, is as if it were not there: the log is
 * compared from its beginning. */
static void candidate_begin(struct candidate *c)
{
    if (c->known.tail_len > c->known.offset)
        c->known.tail_len = 0;
    if (blocks_read(&c->blocks, strbuf_view(&c->known.blocks)) != 0 ||
        blocks_end(&c->blocks) > c->known.offset)
        c->blocks.len = 0;
    hash_run_begin(&c->block, 0);
    hash_run_begin(&c->tail, 0);
    c->over = c->whole = c->known.offset == 0;
}

/* The stream has all bytes up to the known offset: are the last ones equal too?  They were hashed
 * either from the last block on or by themselves. */
static void finish(struct candidate *c)
{
    uint64_t tail = c->known.tail_hash;
    c->over = 1;
    c->whole = c->at == c->blocks.len &&
               (c->known.tail_len == 0 || hash_run_end(&c->tail) == tail ||
                (tail_begins(c) == blocks_end(&c->blocks) && hash_run_end(&c->block) == tail));
    if (c->whole)
        c->same = c->known.offset;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The next bytes of the stream, which begin at `at`. */
static void candidate_feed(struct candidate *c, uint64_t at, struct smtplog_slice bytes)
{
    while (bytes.len && !c->over) {
        uint64_t stop = c->at < c->blocks.len ? c->blocks.list[c->at].end : c->known.offset;
        if (at < tail_begins(c))
            stop = least(stop, tail_begins(c));
        size_t n = (size_t)least(stop - at, bytes.len);
        hash_run_add(&c->block, bytes.ptr, n);
        if (at >= tail_begins(c))
            hash_run_add(&c->tail, bytes.ptr, n);
        at += n;
        bytes = slice_from(bytes, n);
        if (c->at < c->blocks.len && at == c->blocks.list[c->at].end) {
            uint64_t hash = c->blocks.list[c->at].hash;
            if (hash_run_end(&c->block) != hash) {
                c->over = 1;
                return;
            }
            c->same = at;
            c->at++;
            hash_run_begin(&c->block, hash);
        }
        if (at == c->known.offset)
            finish(c);
    }
}

/* Goes through the stream until every candidate is judged; once for all of them. */
static void compare(struct stream *stream, struct candidate *list, size_t n)
{
    const int plain = stream_facts(stream)->can_seek;
    char *buffer = plain ? mem_alloc(STREAM_BLOCK_MAX) : NULL;
    uint64_t at = 0;

    for (;;) {
        size_t open = 0;
        for (size_t i = 0; i < n; i++)
            open += !list[i].over;
        if (!open)
            break;
        struct smtplog_slice bytes;
        if (plain) {
            ssize_t got = stream_peek(stream, at, buffer, STREAM_BLOCK_MAX);
            bytes = slice_of(buffer, got > 0 ? (size_t)got : 0);
        } else {
            bytes = stream_block(stream);
        }
        if (!bytes.len)
            break;
        for (size_t i = 0; i < n; i++)
            candidate_feed(&list[i], at, bytes);
        at += bytes.len;
    }
    free(buffer);
}

/* The sources with this head, not yet compared. */
static struct candidate *candidates(struct store *store, struct smtplog_slice head, size_t *n)
{
    size_t lens_len, found, cap = 0;
    uint32_t *lens = store_head_lens(store, &lens_len);
    struct candidate *list = NULL;

    *n = 0;
    for (size_t i = lens_len; i-- > 0;) {       /* the longest head proves most */
        if (lens[i] == 0 || lens[i] > head.len)
            continue;
        struct store_source *sources =
            store_sources_by_head(store, lens[i], hash_bytes(head.ptr, lens[i], 0), &found);
        for (size_t k = 0; k < found; k++) {
            list = mem_grow(list, &cap, *n + 1, sizeof *list);
            list[*n] = (struct candidate){.known = sources[k]};
            candidate_begin(&list[(*n)++]);
        }
        free(sources);
    }
    free(lens);
    return list;
}

/* Do the bytes from `begins` to `end` have this hash? */
static int has_hash(const struct stream *stream, uint64_t begins, uint64_t end, uint64_t seed,
                    uint64_t hash)
{
    size_t len = (size_t)(end - begins);
    char *bytes = mem_alloc(len + 1);
    int same = stream_peek(stream, begins, bytes, len) == (ssize_t)len &&
               hash_bytes(bytes, len, seed) == hash;
    free(bytes);
    return same;
}

/* Does the file hold, right before the offset, what stood there when it was read? */
static int tail_agrees(const struct stream *stream, const struct candidate *c)
{
    const struct store_source *known = &c->known;
    const uint64_t begins = tail_begins(c);
    uint64_t seed = c->blocks.len && blocks_end(&c->blocks) == begins
                        ? c->blocks.list[c->blocks.len - 1].hash : 0;
    return has_hash(stream, begins, known->offset, seed, known->tail_hash) ||
           (seed && has_hash(stream, begins, known->offset, 0, known->tail_hash));
}

/* A file that this process read itself. */
static int is_remembered(const struct resume_memory *memory, const struct stream *stream,
                         const struct candidate *c)
{
    const struct stream_facts *facts = stream_facts(stream);
    for (size_t i = 0; memory && i < memory->len; i++) {
        const struct resume_file *f = &memory->files[i];
        if (f->device == facts->device && f->inode == facts->inode && f->source == c->known.id &&
            f->offset == c->known.offset && facts->size >= c->known.offset)
            return tail_agrees(stream, c);
    }
    return 0;
}

/* One block by itself: it begins with the hash of the one before.  Long ones are passed over. */
static int block_agrees(const struct stream *stream, const struct blocks *b, size_t i)
{
    uint64_t begins = i ? b->list[i - 1].end : 0;
    return b->list[i].end - begins > SAMPLE_MOST ||
           has_hash(stream, begins, b->list[i].end, i ? b->list[i - 1].hash : 0, b->list[i].hash);
}

/* The very file that was read to its end, which is longer now: whoever appends changes nothing
 * else, and who took a line out, or put one in, moved what stands before the offset.  Some blocks
 * are looked at all the same, the last, the middle one and one that differs each time. */
static int has_grown(const struct stream *stream, const struct candidate *c)
{
    const struct stream_facts *facts = stream_facts(stream);
    const struct store_source *known = &c->known;
    const struct blocks *b = &c->blocks;
    const size_t sample[] = {b->len - 1, b->len / 2, (size_t)(facts->size % (b->len + !b->len))};
    if (!facts->can_seek || !known->inode || known->tail_len == 0 || b->len == 0 ||
        known->inode != (int64_t)facts->inode || known->device != (int64_t)facts->device ||
        known->size >= (int64_t)facts->size || known->size < (int64_t)known->offset ||
        known->mtime_ns > facts->mtime_ns || !tail_agrees(stream, c))
        return 0;
    for (size_t i = 0; i < sizeof sample / sizeof *sample; i++)
        if (!block_agrees(stream, b, sample[i]))
            return 0;
    return 1;
}

void resume_remember(struct resume_memory *memory, const struct stream *stream, int64_t source,
                     uint64_t offset)
{
    const struct stream_facts *facts = stream_facts(stream);
    struct resume_file now = {facts->device, facts->inode, source, offset};
    if (!memory || !facts->can_seek)
        return;
    for (size_t i = 0; i < memory->len; i++)
        if (memory->files[i].device == now.device && memory->files[i].inode == now.inode) {
            memory->files[i] = now;
            return;
        }
    memory->files = mem_grow(memory->files, &memory->cap, memory->len + 1, sizeof now);
    memory->files[memory->len++] = now;
}

void resume_forget(struct resume_memory *memory)
{
    free(memory->files);
    *memory = (struct resume_memory){0};
}

static int is_unchanged(const struct stream_facts *facts, const struct store_source *known)
{
    return known->size && known->size == (int64_t)facts->size &&
           known->mtime_ns == facts->mtime_ns;
}

/* Of the candidates the one that the stream is or, NULL, the one that it is most like. */
static struct candidate *choose(struct candidate *list, size_t n, struct candidate **like)
{
    struct candidate *best = NULL;
    *like = NULL;
    for (size_t i = 0; i < n; i++) {
        if (list[i].whole && (!best || list[i].known.offset > best->known.offset))
            best = &list[i];
        if (list[i].same && (!*like || list[i].same > (*like)->same))
            *like = &list[i];
    }
    return best;
}

/* Finds what the stream is, by the cheapest way that proves it. */
static struct candidate *identify(struct stream *stream, const struct resume_memory *memory,
                                  struct candidate *list, size_t n, struct candidate **like)
{
    *like = NULL;
    for (size_t i = 0; i < n; i++)
        if (is_unchanged(stream_facts(stream), &list[i].known) ||
            is_remembered(memory, stream, &list[i]) || has_grown(stream, &list[i]))
            return &list[i];
    if (stream_facts(stream)->can_seek || stream_facts(stream)->packing)
        compare(stream, list, n);
    return choose(list, n, like);
}

/* The list is the caller's, all that its members own too. */
static void release(struct candidate *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        store_source_release(&list[i].known);
        blocks_release(&list[i].blocks);
    }
    free(list);
}

/* A journal is known by whose it is; how far it was read, by the cursor that stands in
 * `blocks`. */
static enum outlet_answer resume_journal(struct store *store, const struct stream_facts *facts,
                                         struct store_source *found, struct source *source)
{
    size_t n;
    struct store_source *list = store_sources_by_head(store, 0, facts->journal, &n);
    source->identity = facts->journal;
    if (n) {
        char *name = found->name;
        free(list[0].name);
        *found = list[0];
        found->name = name;
        list[0] = (struct store_source){0};
    }
    found->head_len = 0;
    found->head_hash = facts->journal;
    store_sources_free(list, n);
    return OUTLET_READ;
}

int64_t resume_first_time(struct store *store, struct stream *stream)
{
    int64_t first = INT64_MAX;
    size_t n = 0;
    if (stream_facts(stream)->is_journal)
        return first;
    struct candidate *list = candidates(store, stream_head(stream), &n);
    for (size_t i = 0; i < n && first == INT64_MAX; i++)
        if (is_unchanged(stream_facts(stream), &list[i].known) && list[i].known.first_time)
            first = list[i].known.first_time;
    release(list, n);
    return first;
}

enum outlet_answer resume_source(struct store *store, struct stream *stream,
                                 struct resume_memory *memory, struct store_source *found,
                                 struct source *source)
{
    if (stream_facts(stream)->is_journal)
        return resume_journal(store, stream_facts(stream), found, source);
    struct smtplog_slice head = stream_head(stream);
    const uint64_t head_hash = hash_bytes(head.ptr, head.len, 0);
    const uint32_t head_len = (uint32_t)head.len;
    struct candidate *like, *is;
    int skip = 0;
    size_t n;

    if (head.len == 0)
        return OUTLET_SKIP;
    struct candidate *list = candidates(store, head, &n);
    is = identify(stream, memory, list, n, &like);
    if (is) {
        char *name = found->name;
        skip = is_unchanged(stream_facts(stream), &is->known);
        free(is->known.name);
        *found = is->known;
        found->name = name;
        is->known = (struct store_source){0};
    } else if (like || n) {
        source->like = (like ? like : list)->known.id;
        source->known_until = like ? like->same : 0;
    }
    source->identity = export_log_of(head);
    if (!is)
        found->first_line = source->identity;
    if (!is || head_len > found->head_len) {
        found->head_len = head_len;
        found->head_hash = head_hash;
    }
    release(list, n);
    return skip ? OUTLET_SKIP : OUTLET_READ;
}
