/* folders.c - counts and names what was left out of folders, for one sentence at
 * the end of a run */
#include "ingest/folders.h"

#include "base/lang.h"

enum { NAMED = 4 };

static void add_name(struct strbuf *names, size_t before, const char *path, const char *end)
{
    if (before < NAMED)
        strbuf_fmt(names, "%s%s%s", before ? ", " : "", path, end);
    else if (before == NAMED)
        strbuf_str(names, ", ...");
}

void folders_leave_file(struct folders *f, const char *path)
{
    add_name(&f->file_names, f->files++, path, "");
}

void folders_leave_listed(struct folders *f, const struct input_list *list)
{
    for (size_t i = 0; i < list->left_len; i++)
        if (list->left[i].is_folder)
            add_name(&f->folder_names, f->folders++, list->left[i].path, "/");
        else
            folders_leave_file(f, list->left[i].path);
}

void folders_tell(const struct folders *f, int recursive, struct diag *diag)
{
    struct strbuf text = {0};
    if (f->files)
        strbuf_fmt(&text, tr_n(diag->lang, "%zu file is no mail log (%s)",
                               "%zu files are no mail log (%s)", f->files),
                   f->files, f->file_names.ptr);
    if (f->folders) {
        strbuf_str(&text, text.len ? "; " : "");
        strbuf_fmt(&text, tr_n(diag->lang, "%zu folder is not read (%s): %s",
                               "%zu folders are not read (%s): %s", f->folders),
                   f->folders, f->folder_names.ptr,
                   recursive ? tr(diag->lang, "links are not followed")
                             : tr(diag->lang, "-r reads folders in folders"));
    }
    if (text.len)
        diag_note(diag, "%s", text.ptr);
    strbuf_release(&text);
}

void folders_release(struct folders *f)
{
    strbuf_release(&f->file_names);
    strbuf_release(&f->folder_names);
    *f = (struct folders){0};
}
