/* Reads until nothing new is wanted: ids that one reading finds lead to bounces and to the
 * lines of other servers. */
#include "trace/story.h"

#include "base/units.h"
#include "plugin/registry.h"

#include "trace/collect.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A word leads to its ids, these to dialogues and the next hop, this to the one after it, ... */
enum { READINGS_MOST = 8 };

/* ---- Standard input, for more than one reading --------------------------------------------- */

static int reads_input(const struct ingest_options *o)
{
    for (size_t i = 0; i < o->paths_len; i++)
        if (strcmp(o->paths[i], "-") == 0)
            return 1;
    return 0;
}

/* Standard input cannot be read twice, and the story takes several readings. */
static int copy_all(int from, int to)
{
    char block[65536];
    ssize_t n;
    while ((n = read(from, block, sizeof block)) > 0)
        for (ssize_t at = 0, put; at < n; at += put)
            if ((put = write(to, block + at, (size_t)(n - at))) < 0)
                return -1;
    return n < 0 ? -1 : 0;
}

/* Puts a file in the place of a pipe.  The offset to read from again, or -1: told. */
static off_t keep_input(struct diag *diag)
{
    off_t start = lseek(STDIN_FILENO, 0, SEEK_CUR);
    if (start >= 0)
        return start;
    FILE *kept = tmpfile();
    if (!kept || copy_all(STDIN_FILENO, fileno(kept)) != 0 ||
        dup2(fileno(kept), STDIN_FILENO) < 0) {
        diag_error(diag, "standard input: cannot be kept to be read again: %s", strerror(errno));
        start = -1;
    } else {
        start = 0;
    }
    if (kept)
        fclose(kept);
    return start;
}

/* ---- Times that ids hold ------------------------------------------------------------------- */

int64_t story_time_of_id(const struct registry *parsers, struct smtplog_slice id)
{
    int64_t time = 0;
    for (size_t i = 0; i < registry_count(parsers) && !time; i++) {
        const struct smtplog_parser *p = registry_at(parsers, i);
        time = SMTPLOG_PARSER_HAS(p, made) ? p->made(id) : 0;
    }
    return time;
}

/* Files that were done with long before the message began, or begun long after, cannot hold it,
 * nor the hops around it: no queue keeps a message longer than this. */
static void choose_time(struct ingest_options *o, struct smtplog_slice word, struct period period)
{
    enum { QUEUED_MOST = 8 * DAY };
    int64_t made = story_time_of_id(o->registry, word);
    o->written_since = period.since;
    o->begun_until = period.until;
    if (!made || made > o->now)
        return;
    if (made - QUEUED_MOST > period.since)
        o->written_since = made - QUEUED_MOST;
    if (made + 2 * QUEUED_MOST < period.until)
        o->begun_until = made + 2 * QUEUED_MOST;
}

/* ---- Reading ------------------------------------------------------------------------------- */

/* What the reading told, to the trace; failures of no message to the message of their dialogue. */
static void give(struct collect *c, struct trace *t)
{
    int by_id = t->len > 0;
    for (size_t i = 0; i < c->lives.len; i++)
        by_id |= c->lives.all[i]->by_id;
    for (size_t i = 0; i < c->loose_len; i++) {
        struct loose *l = &c->loose[i];
        struct life *life = collect_holder(c, l->dialogue);
        if (life && life->told)
            trace_move_event(&life->m, &l->event);
        else if (l->named && !by_id)
            trace_move_event(&t->named, &l->event);
    }
    t->named.left_out += c->loose_cut && !by_id;
    for (size_t i = 0; i < c->lives.len; i++) {
        struct life *life = c->lives.all[i];
        if (!life->told)
            continue;
        trace_add_message(t, &life->m);
        life->m = (struct trace_message){0};
    }
    t->messages_cut = c->lives.cut && !by_id;
}

static int is_stopped(const struct ingest_options *o)
{
    return o->stop && *o->stop;
}

/* What looks like an id may be none, and its time no time: then all files are read. */
static int is_to_be_repeated(const struct collect *c, struct ingest_options *o)
{
    int narrowed = o->written_since != c->period.since || o->begun_until != c->period.until;
    if (c->lives.len || c->loose_len || !narrowed || is_stopped(o))
        return 0;
    o->written_since = c->period.since;
    o->begun_until = c->period.until;
    return 1;
}

/* Reads until nothing new is wanted.  Faults are told once. */
static int read_all(struct collect *c, const struct ingest_options *options,
                    const struct trace *stored, off_t start)
{
    struct outlet outlet = collect_outlet(c);
    struct ingest_totals totals;
    struct diag unheard = {0};
    struct ingest_options o = *options;
    int cut = 0;
    for (c->reading = 1;; c->reading++) {
        if (start >= 0 && lseek(STDIN_FILENO, start, SEEK_SET) < 0)
            start = -1;
        if (ingest_to_outlet(&outlet, &o, &totals) != 0)
            return -1;
        c->lives.cut |= cut;
        lives_choose(&c->lives, stored, c->needles, c->reading == 1);
        cut = c->lives.cut;
        if (is_to_be_repeated(c, &o))
            c->reading = 0;
        else if (!lives_extend(&c->lives, c->needles) || c->reading == READINGS_MOST ||
                 is_stopped(&o))
            return 0;
        o.diag = &unheard;
        collect_clear(c);
    }
}

int story_read(struct trace *t, const struct ingest_options *options, const char *word,
               struct period period)
{
    struct ingest_options o = *options;
    struct smtplog_slice bare = slice_str(word);
    struct needles needles = {0};
    off_t start = -1;

    if (bare.len > 2 && bare.ptr[0] == '<' && bare.ptr[bare.len - 1] == '>')
        bare = slice_head(slice_from(bare, 1), bare.len - 2);
    if (!bare.len)
        return 0;
    if (reads_input(&o) && (start = keep_input(o.diag)) < 0)
        return -1;
    needles.word = bare;
    for (size_t i = 0; i < t->len; i++)
        needles_want_id(&needles, slice_str(t->messages[i].queue_id));
    choose_time(&o, bare, period);
    struct collect c = {.options = &o, .word = bare, .period = period, .needles = &needles};
    int failed = read_all(&c, &o, t, start);
    if (failed == 0)
        give(&c, t);
    collect_clear(&c);
    needles_release(&needles);
    return failed;
}
