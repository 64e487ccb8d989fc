/* A file may be good and lie where somebody else can put another in its place, so the folders
 * are looked at too; those of the path that the kernel took, not of the one that was named. */
#include "base/trusted.h"

#include "base/lang.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static const char others_file[] = N_("root obeys only files that nobody else can write; it must "
                                     "belong to root and be writable for root alone");
static const char others_folder[] = N_("root obeys only files that nobody else can write; a "
                                       "folder above it is another user's or writable for "
                                       "others");
static const char others_code[] = N_("it must belong to root or to you and be writable for its "
                                     "owner alone");

static int is_roots_alone(const struct stat *st)
{
    return st->st_uid == 0 && !(st->st_mode & (S_IWGRP | S_IWOTH));
}

/* Nobody but root can move or replace what is root's in it. */
static int keeps_what_is_roots(const char *folder)
{
    struct stat st;
    return stat(folder, &st) == 0 && st.st_uid == 0 &&
           (!(st.st_mode & (S_IWGRP | S_IWOTH)) || (st.st_mode & S_ISVTX));
}

/* `path` is absolute and without links; it is cut on the way. */
static int folders_keep(char *path)
{
    char *slash;
    while ((slash = strrchr(path, '/')) && slash != path) {
        *slash = '\0';
        if (!keeps_what_is_roots(path))
            return 0;
    }
    return keeps_what_is_roots("/");
}

/* Where the opened file lies; a pipe lies nowhere.  Without /proc the name is all there is. */
static int lies_safely(int fd, const char *name)
{
    char *link = mem_fmt("/proc/self/fd/%d", fd), path[PATH_MAX];
    ssize_t len = readlink(link, path, sizeof path - 1);
    free(link);
    path[len > 0 ? len : 0] = '\0';
    if (len <= 0 && !realpath(name, path))
        return 0;
    return path[0] != '/' || folders_keep(path);
}

/* /dev/null: anybody may write to it, and there is never anything in it to obey. */
static int is_null_device(const struct stat *st)
{
    return S_ISCHR(st->st_mode) && st->st_rdev == makedev(1, 3);
}

/* Asked of the open file and not of its name, which could be another one by then. */
static const char *fault_of(int fd, const char *name, enum trusted_use use)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return strerror(errno);
    if (use == TRUSTED_CODE && !S_ISREG(st.st_mode))
        return N_("it is not a regular file");
    if (use == TRUSTED_SETTINGS && is_null_device(&st))
        return NULL;
    if (geteuid() == 0)
        return !is_roots_alone(&st) ? others_file : !lies_safely(fd, name) ? others_folder : NULL;
    if (use == TRUSTED_CODE && ((st.st_uid != 0 && st.st_uid != geteuid()) ||
                                (st.st_mode & (S_IWGRP | S_IWOTH))))
        return others_code;
    return NULL;
}

int trusted_open(const char *path, enum trusted_use use, const char **why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        *why = strerror(errno);
        return -1;
    }
    *why = fault_of(fd, path, use);
    if (!*why)
        return fd;
    close(fd);
    errno = 0;
    return -1;
}

int trusted_read(const char *path, size_t most, struct strbuf *out, const char **why)
{
    char part[16 * 1024];
    ssize_t n;
    int fd = trusted_open(path, TRUSTED_SETTINGS, why);
    if (fd < 0)
        return -1;
    while ((n = read(fd, part, sizeof part)) > 0 && out->len <= most)
        strbuf_add(out, part, (size_t)n);
    int error = n < 0 ? errno : 0;
    close(fd);
    errno = error;
    *why = error ? strerror(error) : NULL;
    return error ? -1 : 0;
}
