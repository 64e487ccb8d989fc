/* What is known of a source, found by its content, saved in the same transaction as its events.
 */
#include "store/write/write.h"

#include "base/mem.h"

#include <stdlib.h>

/* Columns of schema/query/source_by_head.sql, in order. */
enum {
    ID, CHANNEL, NAME, FORMAT, HOST, HEAD_LEN, HEAD_HASH, TAIL_LEN, TAIL_HASH, OFFSET, LINE_NO,
    SIZE, MTIME_NS, FRAMER, LINES, RECOGNISED, EVENTS, DUPLICATES, STRANGE, OTHER, UNFRAMED,
    FIRST_TIME, LAST_TIME, COMPLETE, WRAPPING, UNKNOWN, BLOCKS, DEVICE, INODE
};

static const size_t shapes_kept = 50, shapes_known = 4096;

int store_channel(struct store *s, const char *name)
{
    for (int i = 0; i < s->channels; i++)
        if (strcmp(s->channel[i].name, name) == 0)
            return i;
    if (store_ready(s))
        return STORE_FAILED;
    if (s->channels == STORE_CHANNELS)          /* the last stands for all further ones */
        return STORE_CHANNELS - 1;
    if (stmt_run(s, SQL_CHANNEL_ADD, "ic", (int64_t)s->channels, name))
        return STORE_FAILED;
    s->channel[s->channels] = (struct channel){mem_str(name), INT64_MAX, INT64_MIN};
    return s->channels++;
}

void store_source_release(struct store_source *source)
{
    free(source->name);
    free(source->format);
    free(source->host);
    free(source->wrapping);
    strbuf_release(&source->framer);
    strbuf_release(&source->blocks);
    source->name = source->format = source->host = source->wrapping = NULL;
}

static void add_blob(struct strbuf *out, sqlite3_stmt *st, int column)
{
    const char *bytes = sqlite3_column_blob(st, column);
    strbuf_add(out, bytes ? bytes : "", (size_t)sqlite3_column_bytes(st, column));
}

#define N(column) sqlite3_column_int64(st, column)

/* What the database knows of a log. The offset is kept twice, as the next batch moves one of
 * them. */
static void from_row(sqlite3_stmt *st, struct store_source *out)
{
    *out = (struct store_source){
        .id = N(ID), .channel = (int)N(CHANNEL), .name = mem_slice(stmt_slice(st, NAME)),
        .format = mem_slice(stmt_slice(st, FORMAT)), .host = mem_slice(stmt_slice(st, HOST)),
        .head_len = (uint32_t)N(HEAD_LEN), .head_hash = (uint64_t)N(HEAD_HASH),
        .tail_len = (uint32_t)N(TAIL_LEN), .tail_hash = (uint64_t)N(TAIL_HASH),
        .offset = (uint64_t)N(OFFSET), .line_no = (uint64_t)N(LINE_NO), .size = N(SIZE),
        .mtime_ns = N(MTIME_NS), .lines = (uint64_t)N(LINES),
        .recognised = (uint64_t)N(RECOGNISED),
        .events = (uint64_t)N(EVENTS), .duplicates = (uint64_t)N(DUPLICATES),
        .strange = (uint64_t)N(STRANGE), .foreign = (uint64_t)N(OTHER),
        .unframed = (uint64_t)N(UNFRAMED), .first_time = N(FIRST_TIME), .last_time = N(LAST_TIME),
        .complete = (int)N(COMPLETE), .wrapping = mem_slice(stmt_slice(st, WRAPPING)),
        .unknown = (uint64_t)N(UNKNOWN), .device = N(DEVICE), .inode = N(INODE),
    };
    out->saved_offset = out->offset;
    add_blob(&out->framer, st, FRAMER);
    add_blob(&out->blocks, st, BLOCKS);
}

/* The caller's to release. */
static struct store_source *read_rows(struct store *s, sqlite3_stmt *st, size_t *n)
{
    struct store_source *list = NULL;
    size_t cap = 0;
    *n = 0;
    while (stmt_step(s, st) == 1) {
        list = mem_grow(list, &cap, *n + 1, sizeof *list);
        from_row(st, &list[(*n)++]);
    }
    return list;
}

struct store_source *store_sources_by_head(struct store *s, uint32_t head_len, uint64_t head_hash,
                                           size_t *n)
{
    return read_rows(s, stmt_start(s, SQL_SOURCE_BY_HEAD, "ii", (int64_t)head_len,
                                   (int64_t)head_hash), n);
}

struct store_source *store_sources_all(struct store *s, size_t *n)
{
    return read_rows(s, stmt_start(s, SQL_SOURCE_ALL, ""), n);
}

void store_sources_free(struct store_source *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        store_source_release(&list[i]);
    free(list);
}

uint32_t *store_head_lens(struct store *s, size_t *n)
{
    uint32_t *list = NULL;
    size_t cap = 0;
    *n = 0;
    sqlite3_stmt *st = stmt_start(s, SQL_SOURCE_HEAD_LENS, "");
    while (stmt_step(s, st) == 1) {
        list = mem_grow(list, &cap, *n + 1, sizeof *list);
        list[(*n)++] = (uint32_t)N(0);
    }
    return list;
}

/* Columns in the order of source_add.sql and source_update.sql, which differ at their end
 * alone. */
static int save(struct store *s, const struct store_source *f)
{
    return stmt_run(s, f->id ? SQL_SOURCE_UPDATE : SQL_SOURCE_ADD,
        f->id ? "iccciiiiiiiibiiiiiiinnicibnnii" : "iccciiiiiiiibiiiiiiinnicibnni",
        (int64_t)f->channel, f->name ? f->name : "", f->format, f->host, (int64_t)f->head_len,
        (int64_t)f->head_hash, (int64_t)f->tail_len, (int64_t)f->tail_hash, (int64_t)f->offset,
        (int64_t)f->line_no, f->size, f->mtime_ns, slice_of(f->framer.ptr, f->framer.len),
        (int64_t)f->lines, (int64_t)f->recognised, (int64_t)f->events, (int64_t)f->duplicates,
        (int64_t)f->strange, (int64_t)f->foreign, (int64_t)f->unframed, f->first_time,
        f->last_time, (int64_t)f->complete, f->wrapping, (int64_t)f->unknown,
        slice_of(f->blocks.ptr, f->blocks.len), f->device, f->inode,
        f->id ? f->id : (int64_t)f->first_line, (int64_t)f->saved_offset);
}

int store_source_save(struct store *s, struct store_source *source)
{
    if (store_ready(s) || save(s, source))
        return STORE_FAILED;
    if (source->id == 0)
        source->id = sqlite3_last_insert_rowid(s->db);
    else if (sqlite3_changes(s->db) == 0) {
        diag_error(s->diag, "%s: another smtplog went on reading %s meanwhile; run again", s->path,
                   source->name ? source->name : "a log");
        store_rollback(s);
        s->broken = 1;
        return STORE_FAILED;
    }
    source->saved_offset = source->offset;
    return STORE_OK;
}

/* 1 if the shape has a row or may have one, 0 if the run has met too many new ones. */
static int shape_is_kept(struct store *s, const struct store_source *source,
                         struct smtplog_slice shape)
{
    int64_t id;
    strbuf_clear(&s->key);
    strbuf_add(&s->key, (const char *)&source->id, sizeof source->id);
    strbuf_slice(&s->key, shape);
    if (map_get(&s->shapes, strbuf_view(&s->key)))
        return 1;
    int found = stmt_find(s, SQL_STRANGE_FIND, &id, "iw", source->id, shape);
    if (found == 0 && (size_t)s->new_shapes >= shapes_kept)
        return 0;
    s->new_shapes += found == 0;
    if (s->shapes.len >= shapes_known)
        map_clear(&s->shapes, NULL);
    map_put(&s->shapes, strbuf_view(&s->key))->value = s;
    return 1;
}

int store_jump(struct store *s, const struct store_source *source, struct smtplog_slice host,
               int64_t before, int64_t after, uint64_t line_no)
{
    int64_t host_id = store_ready(s) ? STORE_FAILED : dict_host(s, host);
    if (host_id < 0)
        return STORE_FAILED;
    return stmt_run(s, SQL_JUMP_ADD, "iiiii", source->id, (int64_t)line_no, host_id, before,
                    after);
}

double store_recognised(uint64_t recognised, uint64_t strange, uint64_t unknown, uint64_t unframed)
{
    uint64_t lines = recognised + strange + unknown + unframed;
    return lines ? 100.0 * (double)recognised / (double)lines : -1;
}

int store_strange(struct store *s, const struct store_source *source, enum strange_kind kind,
                  struct smtplog_slice shape, struct smtplog_slice line, uint64_t line_no,
                  int64_t time)
{
    if (store_ready(s))
        return STORE_FAILED;
    if (!shape_is_kept(s, source, shape))
        shape = SLICE_LIT("");
    return stmt_run(s, SQL_STRANGE_ADD, "iwwiii", source->id, shape, line, (int64_t)line_no, time,
                    (int64_t)kind);
}
