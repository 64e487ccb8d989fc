/* guard.h - a process that reads strangers' bytes gives up what it does not need
 *
 * Log lines, bounces and packed files come from strangers.  Before the first of their bytes is
 * read the process says which places it will still open; from then on the kernel refuses it
 *
 *   - every other file and folder (Landlock, Linux 5.13 and later);
 *   - other programs, other processes, sockets, and whatever changes the machine: a list of system
 *     calls that answer EPERM (seccomp, Linux 3.17 and later).
 *
 * So an error in a decoder or a parser reaches what the process has open already, and no more.
 * Calls are listed by what is refused, not by what is allowed: the C library and SQLite of
 * tomorrow may make calls that nobody knows today, and a reader of logs that stops because of
 * that would be worse than a longer list.
 *
 * Where the kernel, a container or the architecture has neither, nothing happens and nothing is
 * said.  It cannot be taken back, and it holds for all threads that are started later; call it
 * while there is one.  Builds with sanitizers go without: these trace the process that they look
 * after.
 */
#ifndef GUARD_GUARD_H
#define GUARD_GUARD_H

#include <stddef.h>

enum guard_place {
    GUARD_READ = 1,                     /* the file; of a folder: what is in it, at any depth */
    GUARD_CHANGE = 2                    /* also write, make, cut and remove files there */
};

enum guard_held {                       /* what is in force, as bits */
    GUARD_FILES = 1,                    /* Landlock */
    GUARD_CALLS = 2                     /* seccomp */
};

/* The places of one process.  A zeroed struct is a valid empty one. */
struct guard {
    struct guard_entry { int fd; enum guard_place what; int is_folder; } *places;
    size_t len, cap;
};

/* The file or folder behind `path`, links followed.  One that is not there is no fault. */
void guard_allow(struct guard *g, const char *path, enum guard_place what);
/* The folder that `path` is in, behind all links of its name, and the folders that these links
 * lead to: a file that comes by the same name tomorrow can be opened too. */
void guard_allow_name(struct guard *g, const char *path, enum guard_place what);

/* From here on.  Answers guard_held bits; 0: nothing is in force.  Releases `g`. */
unsigned guard_enter(struct guard *g);
void guard_release(struct guard *g);

#endif
