/* fresh.c - names that are new for certain, as rows that are written many at once
 *
 * In a database that had no names all that were met since stand in memory, but for what fell out
 * of a full set: a name that is not there, its set having room, is new without a look into the
 * database.  Its id is the next one, and its row is written with all others of the batch, by one
 * statement: half of what a statement for each takes, and the processor's first cache keeps what
 * it ran between two of them.  Where names stood before, or too many came, each is written at
 * once (dict.c), as what is not in memory is there most likely. */
#include "store/write/fresh.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

/* Texts of a row at most; rows that wait at most: 4096 took 10 MB more and gained half a
 * percent. */
enum { TEXTS = 3, ROWS = 512 };
enum { ID, OF, NUMBERS };               /* columns of the statements */

struct fresh {
    int64_t last;                       /* id that was given last */
    size_t len;                         /* rows that wait */
    int64_t numbers[ROWS][NUMBERS];
    size_t lens[ROWS][TEXTS];
    struct strbuf text;                 /* theirs, one behind the other */
};

static const struct { enum store_statement put; size_t texts; } rows[DICTS] = {
    [DICT_DOMAIN] = {SQL_DOMAIN_PUT, 1}, [DICT_ADDRESS] = {SQL_ADDRESS_PUT, 1},
    [DICT_PEER] = {SQL_PEER_PUT, 3},
};

/* Asked once, before the first name: did the database have any? */
static int names_are_new(struct store *s)
{
    int64_t stood = 0;
    if (s->names == NAMES_UNASKED)
        s->names = stmt_find(s, SQL_NAMES_STAND, &stood, "") == 0 ? NAMES_NEW : NAMES_STOOD;
    return s->names == NAMES_NEW;
}

int fresh_takes(struct store *s, enum dict_name which, size_t most)
{
    const struct dict *d = &s->dict[which];
    return rows[which].texts && names_are_new(s) &&
           (!d->fresh || d->fresh->last < (int64_t)most);
}

int fresh_waits(const struct dict *d, int64_t id)
{
    return d->fresh && d->fresh->len && id > d->fresh->last - (int64_t)d->fresh->len;
}

/* Slices of the waiting texts, which no longer move. */
static void slice_all(const struct fresh *f, size_t width, struct smtplog_slice *out)
{
    const char *at = f->text.ptr;
    for (size_t i = 0; i < f->len; i++)
        for (size_t k = 0; k < width; k++) {
            *out++ = slice_of(at, f->lens[i][k]);
            at += f->lens[i][k];
        }
}

int fresh_write(struct store *s, enum dict_name which)
{
    struct fresh *f = s->dict[which].fresh;
    if (!f || !f->len)
        return STORE_OK;
    const size_t width = rows[which].texts;
    struct smtplog_slice *texts = mem_alloc(f->len * width * sizeof *texts);
    slice_all(f, width, texts);
    int failed = given_run(s, stmt_start(s, rows[which].put, ""),
                           &(struct given){f->numbers[0], f->len, NUMBERS, texts, width});
    free(texts);
    f->len = 0;
    strbuf_clear(&f->text);
    return failed ? STORE_FAILED : STORE_OK;
}

int fresh_write_all(struct store *s)
{
    return fresh_write(s, DICT_DOMAIN) || fresh_write(s, DICT_PEER) ||
           fresh_write(s, DICT_ADDRESS) ? STORE_FAILED : STORE_OK;
}

int64_t fresh_add(struct store *s, enum dict_name which, const struct smtplog_slice *texts,
                  int64_t of)
{
    struct dict *d = &s->dict[which];
    if (!d->fresh)
        d->fresh = mem_alloc(sizeof *d->fresh);
    struct fresh *f = d->fresh;
    if (f->len == ROWS && fresh_write(s, which))
        return STORE_FAILED;
    for (size_t k = 0; k < rows[which].texts; k++) {
        f->lens[f->len][k] = texts[k].len;
        strbuf_slice(&f->text, texts[k]);
    }
    f->numbers[f->len][ID] = ++f->last;
    f->numbers[f->len++][OF] = of;
    return f->last;
}

void fresh_met(struct dict *d, int64_t id)
{
    if (d->fresh && id > d->fresh->last)
        d->fresh->last = id;
}

void fresh_forget(struct store *s)
{
    s->names = NAMES_UNASKED;
    fresh_release(s);
}

void fresh_release(struct store *s)
{
    for (size_t i = 0; i < DICTS; i++) {
        if (s->dict[i].fresh)
            strbuf_release(&s->dict[i].fresh->text);
        free(s->dict[i].fresh);
        s->dict[i].fresh = NULL;
    }
}
