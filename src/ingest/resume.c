/* A rotated log has another name and a packed one other bytes: only its first bytes, unpacked,
 * tell that it was read before. */
#include "ingest/resume.h"

#include "base/hash.h"
#include "base/mem.h"

#include <stdlib.h>

enum { TAIL_MAX = 1024 };

uint64_t resume_mark(const struct stream *stream, uint64_t offset, uint32_t *len)
{
    char bytes[TAIL_MAX];
    size_t want = offset < TAIL_MAX ? (size_t)offset : TAIL_MAX;

    *len = 0;
    if (want == 0 || stream_peek(stream, offset - want, bytes, want) != (ssize_t)want)
        return 0;
    *len = (uint32_t)want;
    return hash_bytes(bytes, want, 0);
}

/* Does the stream hold, before the saved offset, what it held then?  Where it cannot look back or
 * is shorter now, the head alone decides. */
static int tail_agrees(const struct stream *stream, const struct store_source *known)
{
    char bytes[TAIL_MAX];
    if (known->tail_len == 0 || known->tail_len > TAIL_MAX || known->offset < known->tail_len)
        return 1;
    if (stream_peek(stream, known->offset - known->tail_len, bytes, known->tail_len) !=
        (ssize_t)known->tail_len)
        return 1;
    return hash_bytes(bytes, known->tail_len, 0) == known->tail_hash;
}

/* The known source with this stream's head and tail, moved to *out; 1 if there is one. */
static int look_up(struct store *store, struct stream *stream, struct smtplog_slice head,
                   struct store_source *out)
{
    size_t lens_len, n;
    uint32_t *lens = store_head_lens(store, &lens_len);
    int found = 0;

    for (size_t i = lens_len; i-- > 0 && !found;) {     /* the longest head proves most */
        if (lens[i] == 0 || lens[i] > head.len)
            continue;
        uint64_t hash = hash_bytes(head.ptr, lens[i], 0);
        struct store_source *list = store_sources_by_head(store, lens[i], hash, &n);
        for (size_t k = 0; k < n && !found; k++) {
            if (!tail_agrees(stream, &list[k]))
                continue;
            *out = list[k];
            list[k] = (struct store_source){0};
            found = 1;
        }
        store_sources_free(list, n);
    }
    free(lens);
    return found;
}

enum outlet_answer resume_source(struct store *store, struct stream *stream,
                                 struct store_source *source)
{
    const struct stream_facts *facts = stream_facts(stream);
    struct smtplog_slice head = stream_head(stream);
    struct store_source known = {0};

    if (head.len == 0)
        return OUTLET_SKIP;
    if (!look_up(store, stream, head, &known)) {
        source->head_len = (uint32_t)head.len;
        source->head_hash = hash_bytes(head.ptr, head.len, 0);
        return OUTLET_READ;
    }
    int unchanged = known.size && known.size == (int64_t)facts->size &&
                    known.mtime_ns == facts->mtime_ns;
    if (head.len > known.head_len) {
        known.head_len = (uint32_t)head.len;
        known.head_hash = hash_bytes(head.ptr, head.len, 0);
    }
    free(known.name);
    known.name = source->name;
    *source = known;
    return unchanged ? OUTLET_SKIP : OUTLET_READ;
}
