/* Which files of a folder count; whether one may decide for root is said by base/trusted.h. */
#include "knowledge/operators.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/trusted.h"
#include "knowledge/stanza.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

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

/* A file that cannot be read is told with what is lost by it; the others are used. */
static void hand_over(char *path, const char *lost, struct diag *diag, operators_take *take,
                      void *to)
{
    struct strbuf bytes = {0};
    const char *why;
    if (trusted_read(path, STANZA_FILE_MAX, &bytes, &why) != 0) {
        diag_error(diag, "%s: cannot be read: %s; %s", path, tr(diag->lang, why),
                   tr(diag->lang, lost));
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
