/* A site seldom has many such forms, and few lines come this far: those that no parser knows. */
#include "site/site.h"

#include "base/lang.h"
#include "base/mem.h"
#include "knowledge/operators.h"

#include <form.h>
#include <stdlib.h>

struct file { char *path; struct smtplog_slice bytes; struct stanza_file *stanzas; };

struct site {
    struct diag *diag;
    struct site_form **forms;           /* each stays where it is: form sets keep them */
    size_t len, cap;
    struct file *files;
    size_t file_count, file_cap;
    struct site_strings strings;
    unsigned faults;
    struct smtplog_host host;
};

struct site_reader {
    const struct site *site;
    struct form_set **sets;             /* one a form, made when its program is first met */
};

static void warn(void *to, const char *sentence)
{
    struct site *s = to;
    diag_warning(s->diag, "%s", sentence);
}

static int name_is_taken(const struct site *s, const char *name)
{
    for (size_t i = 0; i < s->len; i++)
        if (strcmp(s->forms[i]->form->name, name) == 0)
            return 1;
    return 0;
}

/* A name that is taken, by whatever file, leaves the form out: events are told by their form's
 * name. */
static void add_form(struct site *s, const struct stanza *stanza)
{
    struct site_form f;
    if (!site_form_read(&f, stanza, &s->strings, s->diag)) {
        s->faults++;
        return;
    }
    if (name_is_taken(s, f.form->name)) {
        diag_error(s->diag, "%s:%u: another form has the name %s; this form is not used",
                   stanza->file, stanza->line, f.form->name);
        free(f.form);
        s->faults++;
        return;
    }
    struct site_form *kept = mem_alloc(sizeof *kept);
    *kept = f;
    s->forms = mem_grow(s->forms, &s->cap, s->len + 1, sizeof *s->forms);
    s->forms[s->len++] = kept;
}

/* Stanzas point into the bytes, so both are kept as long as the site. */
static void take_file(void *to, char *path, struct smtplog_slice bytes)
{
    struct site *s = to;
    struct stanza_file *stanzas = mem_alloc(sizeof *stanzas);
    s->files = mem_grow(s->files, &s->file_cap, s->file_count + 1, sizeof *s->files);
    s->files[s->file_count++] = (struct file){path, bytes, stanzas};
    s->faults += stanza_file_read(stanzas, path, bytes, s->diag);
    for (size_t i = 0; i < stanzas->count; i++)
        add_form(s, &stanzas->stanzas[i]);
}

struct site *site_load(const char *folder, struct diag *diag)
{
    struct site *s = mem_alloc(sizeof *s);
    s->diag = diag;
    s->host = (struct smtplog_host){.size = sizeof s->host, .to = s, .warn = warn};
    if (folder)
        operators_each(folder, 1, N_("its forms are not used"), diag, take_file, s);
    return s;
}

void site_free(struct site *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->len; i++) {
        free(s->forms[i]->form);
        free(s->forms[i]);
    }
    free(s->forms);
    for (size_t i = 0; i < s->file_count; i++) {
        stanza_file_release(s->files[i].stanzas);
        free(s->files[i].stanzas);
        free(s->files[i].path);
        free((char *)(uintptr_t)s->files[i].bytes.ptr);
    }
    free(s->files);
    site_strings_release(&s->strings);
    free(s);
}

size_t site_count(const struct site *s)
{
    return s->len;
}

const struct site_form *site_at(const struct site *s, size_t i)
{
    return s->forms[i];
}

unsigned site_faults(const struct site *s)
{
    return s->faults;
}

struct site_reader *site_open(const struct site *s)
{
    if (!s || !s->len)
        return NULL;
    struct site_reader *r = mem_alloc(sizeof *r);
    r->site = s;
    r->sets = mem_alloc(s->len * sizeof *r->sets);
    return r;
}

void site_close(struct site_reader *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->site->len; i++)
        form_set_free(r->sets[i]);
    free(r->sets);
    free(r);
}

/* The tag of a record; of one in Exim's own format, which has none, "exim". */
static struct smtplog_slice tag_of(const struct smtplog_line *line)
{
    if (!line->tag.len && line->flags & SMTPLOG_LINE_MTA_STAMP)
        return SLICE_LIT("exim");
    return line->tag;
}

/* "postfix/smtpd, postfwd*" against the tag; one that rsyslog cut is what stands before '/'. */
static int prints(struct smtplog_slice programs, const struct smtplog_line *line)
{
    struct smtplog_slice tag = tag_of(line), item;
    int cut = (line->flags & SMTPLOG_LINE_CUT_TAG) != 0;
    while (tag.len && stanza_item(&programs, &item)) {
        int open = stanza_item_open(&item);
        if (tag.len >= item.len && (open || tag.len == item.len) &&
            memcmp(tag.ptr, item.ptr, item.len) == 0)
            return 1;
        if (cut && item.len > tag.len && item.ptr[tag.len] == '/' &&
            memcmp(tag.ptr, item.ptr, tag.len) == 0)
            return 1;
    }
    return 0;
}

/* What follows the last '/' of the tag, unless the form says whose line it is. */
static void name_process(struct smtplog_event *event, const struct smtplog_line *line)
{
    struct smtplog_slice tag = tag_of(line), part;
    if (event->process.ptr)
        return;
    while (scan_until(&tag, '/', &part))
        ;
    event->process = tag;
}

int site_match(struct site_reader *r, const struct smtplog_line *line,
               struct smtplog_event *event, const struct site_form **form)
{
    for (size_t i = 0; i < r->site->len; i++) {
        const struct site_form *f = r->site->forms[i];
        if (!prints(f->programs, line))
            continue;
        if (!r->sets[i])
            r->sets[i] = form_set_new(f->form, 1, &r->site->host);
        int result = r->sets[i] ? form_set_match(r->sets[i], NULL, line, line->body, event)
                                : SMTPLOG_NOT_MINE;
        if (result == SMTPLOG_NOT_MINE)
            continue;
        if (result == SMTPLOG_SAID)
            name_process(event, line);
        *form = f;
        return result;
    }
    return SMTPLOG_NOT_MINE;
}
