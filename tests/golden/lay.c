/* lay.c - the logs of a golden case, laid into a folder as rotation, gzip or time leave them. */
#include "golden/lay.h"

#include "base/mem.h"
#include "base/strbuf.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

char *bench_read(const char *folder, const char *name, size_t *len)
{
    struct strbuf b = {0};
    char block[8192], *path = mem_fmt("%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    free(path);
    if (!f)
        return NULL;
    for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
        strbuf_add(&b, block, n);
    fclose(f);
    if (len)
        *len = b.len;
    return strbuf_steal(&b);
}

void bench_write(const char *folder, const char *name, const char *bytes, size_t len,
                 int packed)
{
    char *path = mem_fmt("%s/%s", folder, name);
    struct timespec times[2] = {{.tv_sec = BENCH_NOW}, {.tv_sec = BENCH_NOW}};
    if (packed) {
        gzFile gz = gzopen(path, "wb");
        if (len)
            cr_assert_eq(gzwrite(gz, bytes, (unsigned)len), (int)len);
        gzclose(gz);
    } else {
        FILE *f = fopen(path, "wb");
        cr_assert_eq(fwrite(bytes, 1, len, f), len);
        fclose(f);
    }
    utimensat(AT_FDCWD, path, times, 0);
    free(path);
}

static int is_log(const char *name)
{
    return name[0] != '.' && strcmp(name, "events") != 0 && strcmp(name, "top") != 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

void bench_remove(const char *folder)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static size_t half(const char *bytes, size_t len)
{
    size_t at = len / 2;
    while (at < len && bytes[at] != '\n')
        at++;
    return at < len ? at + 1 : len;
}

void bench_lay(const struct bench *b, enum laying how)
{
    char *logs = mem_fmt("%s/logs", b->scratch);
    bench_remove(logs);
    mkdir(logs, 0700);
    DIR *dir = opendir(b->folder);
    for (struct dirent *e; (e = readdir(dir));) {
        if (!is_log(e->d_name))
            continue;
        size_t len, cut;
        char *bytes = bench_read(b->folder, e->d_name, &len), *older = mem_fmt("%s.1", e->d_name);
        cut = half(bytes, len);
        if (how == ROTATED) {
            bench_write(logs, older, bytes, cut, 0);
            bench_write(logs, e->d_name, bytes + cut, len - cut, 0);
        } else {
            bench_write(logs, e->d_name, bytes, how == FIRST_HALF ? cut : len, how == PACKED);
        }
        free(bytes);
        free(older);
    }
    closedir(dir);
    free(logs);
}
