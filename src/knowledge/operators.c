/* A file is judged by what was opened, not by its name: nothing can be put in its place between
 * the two. */
#include "knowledge/operators.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "knowledge/stanza.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_wanted(const struct dirent *e, int forms)
{
    struct smtplog_slice name = slice_str(e->d_name);
    return name.ptr[0] != '.' && !slice_ends(name, "~") && !slice_ends(name, ".bak") &&
           slice_find(name, ".dpkg-") < 0 && slice_find(name, ".rpm") < 0 &&
           slice_ends(name, OPERATORS_FORMS) == forms;
}

static int is_forms_file(const struct dirent *e)
{
    return is_wanted(e, 1);
}

static int is_other_file(const struct dirent *e)
{
    return is_wanted(e, 0);
}

/* Whether what is opened may decide for us. */
static int is_trusted(FILE *f)
{
    struct stat st;
    return geteuid() != 0 ||
           (fstat(fileno(f), &st) == 0 && st.st_uid == 0 && !(st.st_mode & (S_IWGRP | S_IWOTH)));
}

/* NULL, or what keeps the file from being used. */
static const char *read_whole(const char *path, struct strbuf *out, const struct lang *lang)
{
    char chunk[16 * 1024];
    const char *fault = NULL;
    size_t n;
    FILE *f = fopen(path, "re");
    if (!f)
        return strerror(errno);
    if (!is_trusted(f))
        fault = tr(lang, "as root only files of root are read that nobody else may write");
    while (!fault && out->len <= STANZA_FILE_MAX && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        strbuf_add(out, chunk, n);
    if (ferror(f))
        fault = strerror(errno);
    fclose(f);
    return fault;
}

static void hand_over(char *path, const char *lost, struct diag *diag, operators_take *take,
                      void *to)
{
    struct strbuf bytes = {0};
    const char *fault = read_whole(path, &bytes, diag->lang);
    if (fault) {
        diag_error(diag, "%s: cannot be read: %s; %s", path, fault, tr(diag->lang, lost));
        strbuf_release(&bytes);
        free(path);
        return;
    }
    size_t len = bytes.len;
    take(to, path, slice_of(strbuf_steal(&bytes), len));
}

void operators_each(const char *folder, int forms, const char *lost, struct diag *diag,
                    operators_take *take, void *to)
{
    struct dirent **names;
    int count = scandir(folder, &names, forms ? is_forms_file : is_other_file, alphasort);
    if (count < 0 && errno != ENOENT)
        diag_error(diag, "%s: cannot be read: %s; %s", folder, strerror(errno),
                   tr(diag->lang, lost));
    for (int i = 0; i < count; i++) {
        hand_over(mem_fmt("%s/%s", folder, names[i]->d_name), lost, diag, take, to);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}
