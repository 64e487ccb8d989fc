/* A record may take many lines: its texts are copied here, so that the lines may go. */
#include "frame/entry.h"

#include "frame/ahead.h"
#include "frame/journal.h"
#include "frame/unwrap.h"
#include "input/lines.h"

void entry_init(struct entry *e)
{
    *e = (struct entry){.journal = journal_new()};
}

void entry_release(struct entry *e)
{
    strbuf_release(&e->text);
    strbuf_release(&e->told);
    strbuf_release(&e->more);
    journal_free(e->journal);
    *e = (struct entry){0};
}

/* The entry's bytes are its own: the line's are gone when the next one is read. */
static void take_in(struct entry *e, const struct line *line)
{
    e->text.len = 0;
    if (e->more.len)
        strbuf_clear(&e->more);
    strbuf_slice(&e->text, line->text);
    e->number = e->end_line = line->number;
    e->end_offset = line->end;
    e->ahead = NULL;
    e->altered = 0;
}

/* What a program says is as long as a line may be, also where JSON around it may be longer. */
static int bounded(struct entry *e, int is_shaped)
{
    if (is_shaped)
        e->shaped.body = slice_head(e->shaped.body, LINE_MAX_BYTES);
    return is_shaped;
}

int entry_load(struct entry *e, const struct line *line)
{
    take_in(e, line);
    if (line->ahead) {
        e->ahead = line->ahead;
        ahead_shaped(line->ahead, strbuf_view(&e->text).ptr, &e->shaped);
        return 1;
    }
    return bounded(e, shape_line(e->journal, strbuf_view(&e->text), &e->shaped));
}

int entry_load_inner(struct entry *e, const struct unwrapped *inner, int *whole)
{
    struct outer own = inner->outer;
    struct smtplog_slice *const parts[] = {&own.host, &own.tag, &own.more, &own.body};
    enum { PARTS = sizeof parts / sizeof *parts };
    size_t at = 0;

    take_in(e, &inner->line);
    strbuf_clear(&e->told);
    for (size_t i = 0; i < PARTS; i++)
        strbuf_slice(&e->told, *parts[i]);
    for (size_t i = 0; i < PARTS; i++) {        /* only now the bytes stay where they are */
        if (parts[i]->ptr)
            parts[i]->ptr = e->told.ptr + at;
        at += parts[i]->len;
    }
    e->end_line = inner->last;
    return bounded(e, unwrap_shape(e->journal, strbuf_view(&e->text), &own, &e->shaped, whole));
}

void entry_continue(struct entry *e, struct smtplog_slice text)
{
    e->altered = 1;
    if (!(e->shaped.flags & SMTPLOG_LINE_MTA_STAMP)) {
        size_t blanks = 0;
        while (blanks < text.len && blanks < e->shaped.indent && text.ptr[blanks] == ' ')
            blanks++;
        text = slice_from(text, blanks);
    }
    if (e->more.len == 0 && e->shaped.more.ptr)
        strbuf_slice(&e->more, e->shaped.more);
    if (e->more.len >= ENTRY_MORE_MAX)
        return;
    if (e->more.len)
        strbuf_char(&e->more, '\n');
    strbuf_slice(&e->more, slice_head(text, ENTRY_MORE_MAX - e->more.len));
}

void entry_copy(struct entry *e, const struct entry *from)
{
    struct smtplog_slice *const to[] = {&e->shaped.host, &e->shaped.tag, &e->shaped.body};
    enum { PARTS = sizeof to / sizeof *to };
    size_t at = 0;

    e->shaped = from->shaped;
    e->shaped.more = (struct smtplog_slice){0};
    e->altered = 1;
    e->time = from->time;
    strbuf_clear(&e->text);
    strbuf_clear(&e->more);
    for (size_t i = 0; i < PARTS; i++)
        strbuf_slice(&e->text, *to[i]);
    strbuf_slice(&e->more, entry_more(from));
    for (size_t i = 0; i < PARTS; i++) {        /* only now the text stays where it is */
        if (to[i]->ptr)
            to[i]->ptr = e->text.ptr + at;
        at += to[i]->len;
    }
}

struct smtplog_slice entry_more(const struct entry *e)
{
    return e->more.len ? strbuf_view(&e->more) : e->shaped.more;
}
