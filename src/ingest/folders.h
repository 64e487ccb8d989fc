/* folders.h - what lies in the folders that were to be read, and was not a mail log */
#ifndef INGEST_FOLDERS_H
#define INGEST_FOLDERS_H

#include "base/diag.h"
#include "base/strbuf.h"
#include "input/discover.h"

struct folders {
    size_t files, folders;              /* files that are no mail logs; folders not read */
    struct strbuf file_names, folder_names;     /* the first few of each, "a, b" */
};

/* A file of a folder that turned out to be no mail log. */
void folders_leave_file(struct folders *f, const char *path);
/* What discovery left out. */
void folders_leave_listed(struct folders *f, const struct input_list *list);

/* A note, one sentence; none if nothing was left out.  `recursive`: folders in
 * folders were read. */
void folders_tell(const struct folders *f, int recursive, struct diag *diag);
void folders_release(struct folders *f);

#endif
