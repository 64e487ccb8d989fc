/* In folders only what may be a log by its name is taken; what was named by hand is always
 * read. */
#include "input/discover.h"

#include "base/mem.h"
#include "input/stream.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Ends of names that no mail log has; looked at in folders only. */
static const char *const not_logs[] = {
    ".db", ".db-wal", ".db-shm", ".db-journal", ".sqlite", ".sqlite3", ".conf", ".cf", ".cfg",
    ".ini", ".yaml", ".yml", ".toml", ".pid", ".lock", ".swp", ".tmp", ".journal", ".state",
    ".offset", ".md", ".html", ".pdf", ".png", ".sh", ".py", ".pl", ".so", "~",
};

static int ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), e = strlen(end);
    return n >= e && strcmp(name + n - e, end) == 0;
}

static int may_be_log(const char *name)
{
    for (size_t i = 0; i < sizeof not_logs / sizeof *not_logs; i++)
        if (ends_with(name, not_logs[i]))
            return 0;
    return 1;
}

static int is_listed(const struct input_list *list, const struct stat *st)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct input_file *f = &list->files[i];
        if (strcmp(f->path, "-") != 0 && f->device == st->st_dev && f->inode == st->st_ino)
            return 1;
    }
    return 0;
}

/* Device and inode know a file again under another name (is_listed). */
static void add_file(struct input_list *list, const char *path, const struct stat *st)
{
    list->files = mem_grow(list->files, &list->cap, list->len + 1, sizeof *list->files);
    struct input_file *f = &list->files[list->len++];
    *f = (struct input_file){.path = mem_str(path)};
    if (st) {
        f->device = st->st_dev;
        f->inode = st->st_ino;
        f->size = (uint64_t)st->st_size;
        f->written = stream_file_time(st->st_mtim.tv_sec);
    }
}

/* Says that a file cannot be read, and who could. */
static void tell_unreadable(const char *path, int error, struct diag *diag)
{
    struct stat st;
    struct group *group;
    if (error == EACCES && stat(path, &st) == 0 && (st.st_mode & S_IRGRP) && st.st_gid != 0 &&
        (group = getgrgid(st.st_gid)) != NULL)
        diag_error(diag, "%s: cannot read: %s; run as a member of group %s", path,
                   strerror(error), group->gr_name);
    else if (error == EACCES)
        diag_error(diag, "%s: cannot read: %s; run as root or as its owner", path,
                   strerror(error));
    else
        diag_error(diag, "%s: cannot read: %s", path, strerror(error));
}

/* Adds one path that is no folder; 0 if it cannot be read, was told, or is listed already. */
static size_t discover_file(struct input_list *list, const char *path, const struct stat *st,
                            struct diag *diag)
{
    if (is_listed(list, st))
        return 0;
    if (S_ISREG(st->st_mode)) {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            tell_unreadable(path, errno, diag);
            return 0;
        }
        close(fd);
    }
    add_file(list, path, st);
    return 1;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void leave(struct input_list *list, const char *path, int is_folder)
{
    list->left = mem_grow(list->left, &list->left_cap, list->left_len + 1, sizeof *list->left);
    list->left[list->left_len++] = (struct input_left){mem_str(path), is_folder};
}

static size_t discover_folder(struct input_list *list, const char *folder, unsigned flags,
                              struct diag *diag);

/* A folder within a folder; links are not followed, for they may lead back. */
static size_t discover_sub(struct input_list *list, const char *path, unsigned flags,
                           struct diag *diag)
{
    struct stat st;
    if ((flags & DISCOVER_RECURSIVE) && lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return discover_folder(list, path, flags, diag);
    leave(list, path, 1);
    return 0;
}

/* One entry of a folder. */
static size_t discover_entry(struct input_list *list, const char *path, unsigned flags,
                             struct diag *diag)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return 0;
    if (S_ISDIR(st.st_mode))
        return discover_sub(list, path, flags, diag);
    if (!S_ISREG(st.st_mode))
        return 0;
    if (st.st_size > 0 && may_be_log(path))
        return discover_file(list, path, &st, diag);
    leave(list, path, 0);
    return 0;
}

/* In the order of names, which is the order of time for logs that are rotated by date. */
static size_t discover_folder(struct input_list *list, const char *folder, unsigned flags,
                              struct diag *diag)
{
    struct dirent **entries;
    size_t found = 0;
    int n = scandir(folder, &entries, is_visible, alphasort);
    if (n < 0) {
        tell_unreadable(folder, errno, diag);
        return 0;
    }
    for (int i = 0; i < n; i++) {
        int slash = ends_with(folder, "/");
        char *path = mem_fmt("%s%s%s", folder, slash ? "" : "/", entries[i]->d_name);
        found += discover_entry(list, path, flags, diag);
        free(path);
        free(entries[i]);
    }
    free(entries);
    return found;
}

/* `first` of `folders` that were left out. */
static void tell_folders(const char *folder, const char *first, size_t folders, unsigned flags,
                         struct diag *diag)
{
    const char *more = folders > 1 ? ", ..." : "";
    if (flags & DISCOVER_RECURSIVE)
        diag_error_n(diag, "%s: no log files in this folder itself; %zu folder in it was not read "
                           "(%s%s): no link is followed",
                     "%s: no log files in this folder itself; %zu folders in it were not read "
                     "(%s%s): no link is followed", folders, folder, folders, first, more);
    else
        diag_error_n(diag, "%s: no log files in this folder itself; %zu folder in it was not read "
                           "(%s%s); -r reads it",
                     "%s: no log files in this folder itself; %zu folders in it were not read "
                     "(%s%s); -r reads them", folders, folder, folders, first, more);
}

/* An empty folder whose logs lie one deeper is the usual slip: the folder to name is told. */
static void tell_empty(const struct input_list *list, size_t left, const char *folder,
                       unsigned flags, struct diag *diag)
{
    const char *first = NULL;
    size_t folders = 0;
    for (size_t i = left; i < list->left_len; i++)
        if (list->left[i].is_folder && folders++ == 0)
            first = list->left[i].path;
    if (!first)
        diag_error(diag, "%s: no log files in this folder", folder);
    else
        tell_folders(folder, first, folders, flags, diag);
}

/* A pattern that the shell did not resolve: from the configuration, or quoted.  -1: no match. */
static int discover_pattern(struct input_list *list, const char *pattern, struct diag *diag)
{
    glob_t g;
    size_t found = 0;
    if (glob(pattern, 0, NULL, &g) != 0)
        return -1;
    for (size_t i = 0; i < g.gl_pathc; i++) {
        struct stat st;
        if (stat(g.gl_pathv[i], &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
            found += discover_file(list, g.gl_pathv[i], &st, diag);
    }
    globfree(&g);
    return (int)found;
}

size_t discover_path(struct input_list *list, const char *path, unsigned flags, struct diag *diag)
{
    struct stat st;
    if (path[0] == '\0') {
        diag_error(diag, "an empty path was given; \".\" names the present folder");
        return 0;
    }
    if (strcmp(path, "-") == 0) {
        for (size_t i = 0; i < list->len; i++)
            if (strcmp(list->files[i].path, "-") == 0)
                return 0;
        add_file(list, path, NULL);
        return 1;
    }
    if (stat(path, &st) < 0) {
        int error = errno;
        int found = -1;
        if (error == ENOENT && strpbrk(path, "*?["))
            found = discover_pattern(list, path, diag);
        if (found >= 0)
            return (size_t)found;
        if (!(error == ENOENT && (flags & DISCOVER_OPTIONAL)))
            tell_unreadable(path, error, diag);
        return 0;
    }
    if (S_ISDIR(st.st_mode)) {
        size_t seen = list->len, left = list->left_len;
        unsigned errors = diag->errors;
        size_t found = discover_folder(list, path, flags, diag);
        if (list->len == seen && diag->errors == errors)
            tell_empty(list, left, path, flags, diag);
        return found;
    }
    if (S_ISREG(st.st_mode) && st.st_size == 0) {
        if (!(flags & DISCOVER_OPTIONAL))
            diag_warning(diag, "%s: the file is empty", path);
        return 0;
    }
    return discover_file(list, path, &st, diag);
}

void input_list_release(struct input_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        free(list->files[i].path);
    for (size_t i = 0; i < list->left_len; i++)
        free(list->left[i].path);
    free(list->left);
    free(list->files);
    *list = (struct input_list){0};
}
