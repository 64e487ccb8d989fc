/* discover.h - from the paths of a command line to the files to read
 *
 * A path is a file, a folder (its files; hidden files, databases, configuration and the like are
 * left out, and empty files too; sub-folders are read only if asked for, links to folders
 * never; what was left out is listed), a pattern as of glob(7) where no such file exists,
 * or "-" for standard input.  A path that gives nothing is told to the diag, one sentence
 * each, and the rest goes on.  A file met twice in one run, by whatever name (device and
 * inode decide), is listed once.
 */
#ifndef INPUT_DISCOVER_H
#define INPUT_DISCOVER_H

#include "base/diag.h"

#include <stddef.h>
#include <stdint.h>

struct input_file {
    char *path;                     /* owned by the list; "-": standard input */
    uint64_t device, inode;
    uint64_t size;                  /* bytes as they lie on the disk, 0 for standard input */
    int64_t written;                /* when last, Unix seconds; 0: not known */
};

/* What lies in a folder and is not read. */
struct input_left {
    char *path;                     /* owned by the list */
    int is_folder;                  /* a sub-folder; else a file whose name or size says enough */
};

struct input_list {
    struct input_file *files;       /* in the order given; a folder's by name */
    size_t len, cap;
    struct input_left *left;
    size_t left_len, left_cap;
};

enum {
    DISCOVER_OPTIONAL = 1,          /* say nothing of what does not exist: the usual places */
    DISCOVER_RECURSIVE = 2          /* the folders within folders too */
};

/* Adds the files that `path` stands for; answers how many. */
size_t discover_path(struct input_list *list, const char *path, unsigned flags, struct diag *diag);
void input_list_release(struct input_list *list);

#endif
