/* stream.c - one source: what it is, how it is packed, and its bytes from any offset on */
#include "input/stream.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "input/raw.h"
#include "input/sysjournal.h"
#include "input/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <smtplog/scan.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct stream {
    struct stream_facts facts;
    struct diag *diag;
    char *name;
    struct raw raw;
    const struct packing *packing;  /* NULL: plain, like the next */
    struct unpack *unpack;
    struct sysjournal *journal;     /* NULL: it is none */
    struct smtplog_slice rest;      /* bytes fetched but not yet given */
    struct strbuf held;             /* all of the text, or as much as was asked for */
    char *own;                      /* what is read in its stead, and its length; NULL: nothing */
    size_t own_len;
    uint64_t offset;
    int is_proven, damaged;
    uint64_t sound;                 /* is_proven: the text ends here */
    char head[STREAM_HEAD_MAX];
    char *block;                    /* STREAM_BLOCK_MAX bytes for plain sources */
};

static const char *shown(const struct stream *s)
{
    return s->facts.is_stdin ? "standard input" : s->name;
}

static int64_t stamp_ns(const struct timespec *t)
{
    return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

int64_t stream_file_time(int64_t unix_seconds)
{
    static const int64_t year_1990 = 631152000;
    return unix_seconds < year_1990 ? 0 : unix_seconds;
}

/* A pipe has neither size nor age.  Within a packed file its own header may tell when it was
 * written; that wins. */
static void note_facts(struct stream *s, const struct stat *st)
{
    s->facts.device = st->st_dev;
    s->facts.inode = st->st_ino;
    if (!S_ISREG(st->st_mode))
        return;
    s->facts.size = (uint64_t)st->st_size;
    s->facts.mtime_ns = stamp_ns(&st->st_mtim);
    if (!s->facts.packing || s->facts.written == 0)
        s->facts.written = stream_file_time(st->st_mtim.tv_sec);
}

/* Opens the descriptor and looks at what it is; -1 after telling why not. */
static int open_raw(struct stream *s)
{
    struct stat st;
    int fd = s->facts.is_stdin ? dup(STDIN_FILENO) : open(s->name, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return -1;                  /* it was listed: it has another name now */
    if (fd < 0 || fstat(fd, &st) < 0) {
        diag_error(s->diag, "%s: cannot read: %s", shown(s), strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    if (S_ISDIR(st.st_mode)) {
        diag_error(s->diag, "%s: cannot read: it is a folder", shown(s));
        close(fd);
        return -1;
    }
    /* a file as standard input may have been read in part: it is taken as a pipe */
    raw_init(&s->raw, fd, S_ISREG(st.st_mode) && !s->facts.is_stdin);
    note_facts(s, &st);
    return 0;
}

/* Finds out from the first bytes how the source is packed; -1 after telling that it cannot be
 * read. Two bytes that rule out all packings are enough: a terminal gives a line at a time. */
static int open_packing(struct stream *s)
{
    unsigned char front[PACKING_FRONT];
    size_t len = raw_peek_front(&s->raw, (char *)front, 2);

    if (len < 2 || !packing_may_begin(front))
        return 0;
    len = raw_peek_front(&s->raw, (char *)front, sizeof front);
    const struct packing *p = packing_of(front, len);
    if (!p)
        return 0;
    if (!p->open) {
        diag_error(s->diag, "%s: packed with %s, which is not read here; unpack it first: "
                   "%s FILE | smtplog ingest -", shown(s), p->name, p->tool);
        return -1;
    }
    int64_t written = p->written ? stream_file_time(p->written(front, len)) : 0;
    if (written)
        s->facts.written = written;
    s->facts.packing = p->name;
    s->packing = p;
    s->raw.patient = 1;             /* who unpacks reads ahead, on its own thread */
    s->unpack = unpack_start(p, &s->raw);
    if (!s->unpack)
        diag_error(s->diag, "%s: there is no memory to unpack it", shown(s));
    return s->unpack ? 0 : -1;
}

struct stream *stream_open(const char *path, struct diag *diag)
{
    struct stream *s = mem_alloc(sizeof *s);
    s->diag = diag;
    s->name = mem_str(path);
    s->facts.name = s->name;
    s->facts.is_stdin = strcmp(path, "-") == 0;
    s->raw.fd = -1;
    if (open_raw(s) < 0 || open_packing(s) < 0) {
        stream_free(s);
        return NULL;
    }
    s->facts.can_seek = s->raw.can_seek && !s->facts.packing;
    s->facts.may_grow = s->raw.can_seek && (!s->packing || s->packing == &packing_utf16);
    return s;
}

struct stream *stream_open_journal(const char *folder, struct diag *diag)
{
    struct sysjournal *journal = sysjournal_open(folder, diag);
    if (!journal)
        return NULL;
    struct stream *s = mem_alloc(sizeof *s);
    s->diag = diag;
    s->name = folder ? mem_fmt("journal:%s", folder) : mem_str("journal");
    s->raw.fd = -1;
    s->journal = journal;
    s->facts.name = s->name;
    s->facts.is_journal = 1;
    s->facts.journal = sysjournal_identity(journal);
    return s;
}

void stream_seek_journal(struct stream *s, struct smtplog_slice cursor, uint64_t offset)
{
    sysjournal_seek(s->journal, cursor, offset);
    s->offset = offset;
    s->rest.len = 0;
}

struct smtplog_slice stream_cursor(struct stream *s, uint64_t offset)
{
    return sysjournal_cursor(s->journal, offset);
}

int stream_reads_journals(void)
{
    return sysjournal_is_built();
}

void stream_free(struct stream *s)
{
    if (!s)
        return;
    sysjournal_close(s->journal);
    unpack_free(s->unpack);
    if (s->raw.fd >= 0)
        close(s->raw.fd);
    strbuf_release(&s->held);
    free(s->own);
    free(s->block);
    free(s->name);
    free(s);
}

const struct stream_facts *stream_facts(const struct stream *s)
{
    return &s->facts;
}

int stream_refresh(struct stream *s)
{
    struct stat st;
    if (fstat(s->raw.fd, &st) == 0)
        note_facts(s, &st);
    return s->raw.can_seek && s->facts.size < raw_consumed(&s->raw);
}

/* The next bytes of a plain source. */
static struct smtplog_slice plain_block(struct stream *s)
{
    if (!s->block)
        s->block = mem_resize(NULL, STREAM_BLOCK_MAX);     /* not zeroed */
    ssize_t n = raw_read(&s->raw, s->block, STREAM_BLOCK_MAX);
    if (n < 0 && !s->damaged) {
        s->damaged = 1;
        diag_error(s->diag, "%s: reading failed at byte %llu: %s; the rest is missing",
                   shown(s), (unsigned long long)s->offset, strerror(errno));
    }
    return slice_of(s->block, n > 0 ? (size_t)n : 0);
}

/* The next bytes of a packed source; a fault is told once, when all that is good was given. */
static struct smtplog_slice packed_block(struct stream *s)
{
    struct smtplog_slice block = unpack_next(s->unpack);
    if (s->is_proven && block.len > s->sound - s->offset) {
        block.len = (size_t)(s->sound - s->offset);
        if (block.len == 0 && !s->damaged++)
            diag_error(s->diag, "%s: the compressed file is damaged; its first %llu bytes of text "
                       "are sound and used, what follows is not", shown(s),
                       (unsigned long long)s->offset);
    } else if (block.len == 0 && unpack_fault(s->unpack) && !s->damaged++) {
        diag_error(s->diag, "%s: %s after %llu bytes of text; what was readable is used",
                   shown(s), tr(s->diag->lang, unpack_fault(s->unpack)),
                   (unsigned long long)s->offset);
    }
    return block;
}

static void fetch(struct stream *s)
{
    if (s->rest.len == 0)
        s->rest = s->own ? slice_of(s->own + s->offset, s->own_len - (size_t)s->offset)
                : s->journal ? sysjournal_block(s->journal)
                : s->unpack ? packed_block(s) : plain_block(s);
}

struct smtplog_slice stream_head(struct stream *s)
{
    if (s->unpack || s->journal || s->own || s->rest.len) {
        fetch(s);                   /* a block is full unless it is the last */
        return slice_head(s->rest, STREAM_HEAD_MAX);
    }
    return slice_of(s->head, raw_peek_front(&s->raw, s->head, sizeof s->head));
}

struct smtplog_slice stream_take(struct stream *s, size_t most)
{
    fetch(s);
    struct smtplog_slice block = slice_head(s->rest, most);
    s->rest = slice_from(s->rest, block.len);
    s->offset += block.len;
    return block;
}

struct smtplog_slice stream_block(struct stream *s)
{
    return stream_take(s, STREAM_BLOCK_MAX);
}

int stream_rewind(struct stream *s)
{
    if (s->own) {
        s->offset = s->rest.len = 0;
        return 0;
    }
    if (!s->raw.can_seek)
        return -1;
    unpack_free(s->unpack);
    s->unpack = NULL;
    atomic_store(&s->raw.at, 0);
    s->rest.len = 0;
    s->offset = 0;
    s->damaged = 0;
    if (s->packing)
        s->unpack = unpack_start(s->packing, &s->raw);
    return !s->packing || s->unpack ? 0 : -1;
}

void stream_prove(struct stream *s)
{
    const uint64_t at = s->offset;
    if (!s->unpack || !s->raw.can_seek || s->is_proven || s->own)
        return;
    fetch(s);
    if (s->rest.len == 0 || stream_rewind(s) != 0)
        return;
    while (unpack_next(s->unpack).len)
        ;
    s->sound = unpack_sound(s->unpack);
    s->is_proven = 1;
    if (stream_rewind(s) == 0)
        stream_skip(s, at < s->sound ? at : s->sound);
}

int stream_goes_well(struct stream *s, const atomic_int *stop)
{
    size_t left = s->unpack != NULL;
    while (left && !atomic_load(stop))
        left = unpack_next(s->unpack).len;
    return s->unpack && !left && !unpack_fault(s->unpack);
}

void stream_trust(struct stream *s)
{
    s->is_proven = 1;
    s->sound = UINT64_MAX;
}

int stream_skip(struct stream *s, uint64_t offset)
{
    struct stat st;
    if (s->facts.can_seek && !s->own) {
        if (fstat(s->raw.fd, &st) < 0 || (uint64_t)st.st_size < offset)
            return -1;
        atomic_store(&s->raw.at, offset);
        s->offset = offset;
        s->rest.len = 0;
        return 0;
    }
    if (s->own && offset < s->offset)
        stream_rewind(s);
    while (s->offset < offset) {
        fetch(s);
        if (s->rest.len == 0)
            return -1;
        uint64_t left = offset - s->offset;
        size_t step = s->rest.len < left ? s->rest.len : (size_t)left;
        s->rest = slice_from(s->rest, step);
        s->offset += step;
    }
    return 0;
}

uint64_t stream_offset(const struct stream *s)
{
    return s->offset;
}

uint64_t stream_raw_read(const struct stream *s)
{
    return raw_consumed(&s->raw);
}

int stream_pauses(const struct stream *s)
{
    return s->raw.pauses;
}

int stream_is_damaged(const struct stream *s)
{
    return s->damaged;
}

ssize_t stream_peek(const struct stream *s, uint64_t offset, char *buf, size_t len)
{
    if (s->own) {
        size_t at = offset < s->own_len ? (size_t)offset : s->own_len;
        struct smtplog_slice bytes = slice_head(slice_of(s->own + at, s->own_len - at), len);
        memcpy(buf, bytes.ptr, bytes.len);
        return (ssize_t)bytes.len;
    }
    return s->facts.can_seek ? pread(s->raw.fd, buf, len, (off_t)offset) : -1;
}

void stream_let_go(struct stream *s)
{
    if (stream_rewind(s) != 0)
        s->rest = strbuf_view(&s->held);        /* a pipe cannot: it is given out of here */
    else
        strbuf_release(&s->held);
}

struct smtplog_slice stream_hold(struct stream *s, size_t most)
{
    const int patient = s->raw.patient;
    stream_prove(s);
    s->raw.patient = 1;
    for (fetch(s); s->rest.len && s->held.len <= most; fetch(s)) {
        strbuf_slice(&s->held, s->rest);
        s->rest.len = 0;
    }
    s->raw.patient = patient;
    if (s->held.len <= most)
        return strbuf_view(&s->held);
    stream_let_go(s);
    return slice_of(NULL, 0);
}

void stream_replace(struct stream *s, char *text, size_t len)
{
    strbuf_release(&s->held);
    s->own = text;
    s->own_len = len;
    s->offset = s->rest.len = 0;
    s->facts.size = len;
    s->facts.can_seek = 1;
}
