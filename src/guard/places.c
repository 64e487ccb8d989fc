/* The list of places, held as descriptors: what a name means is settled when it is allowed. */
#include "guard/inside.h"

#include "base/mem.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

void guard_allow(struct guard *g, const char *path, enum guard_place what)
{
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &st) != 0) {
        close(fd);
        return;
    }
    g->places = mem_grow(g->places, &g->cap, g->len + 1, sizeof *g->places);
    g->places[g->len++] = (struct guard_entry){fd, what, S_ISDIR(st.st_mode)};
}

/* The folder above the last part of `path`, which is changed; the nearest that there is. */
static void allow_above(struct guard *g, char *path, enum guard_place what)
{
    char real[PATH_MAX];
    for (;;) {
        char *slash = strrchr(path, '/');
        if (!slash) {
            guard_allow(g, ".", what);
            return;
        }
        slash[slash == path] = '\0';
        if (slash == path || realpath(path, real)) {
            guard_allow(g, path, what);
            return;
        }
    }
}

void guard_allow_name(struct guard *g, const char *path, enum guard_place what)
{
    char real[PATH_MAX];
    struct stat st;
    char *name = mem_str(path);
    for (char *at = name; *at; ) {      /* every beginning of the name that is a link */
        at += strspn(at, "/");
        at += strcspn(at, "/");
        char mark = *at;
        *at = '\0';
        if (lstat(name, &st) == 0 && S_ISLNK(st.st_mode) && realpath(name, real))
            allow_above(g, real, what);
        *at = mark;
    }
    allow_above(g, name, what);
    free(name);
}

void guard_release(struct guard *g)
{
    for (size_t i = 0; i < g->len; i++)
        close(g->places[i].fd);
    free(g->places);
    *g = (struct guard){0};
}

#if defined __SANITIZE_ADDRESS__ || !defined __linux__
enum { CAN_GUARD = 0 };
#else
enum { CAN_GUARD = 1 };
#endif

unsigned guard_enter(struct guard *g)
{
    unsigned held = 0;
    /* both want it: a program that gains rights by being run could undo the rest */
    if (CAN_GUARD && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        held = (guard_files(g) ? GUARD_FILES : 0u) | (guard_calls() ? GUARD_CALLS : 0u);
    guard_release(g);
    return held;
}
