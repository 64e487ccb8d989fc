/* reading.h - some bytes read as `smtplog parse` reads a log, within the test's own process */
#ifndef TESTS_SUPPORT_READING_H
#define TESTS_SUPPORT_READING_H

#include "base/mem.h"
#include "ingest/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct reading {
    struct diag diag;                   /* nobody listens */
    struct registry *registry;
    struct classifier *classifier;
    size_t jobs, block;                 /* threads, and bytes of their blocks; 0: one thread */
    char *text;                         /* the lines of JSON; the reader's */
    size_t len;
    struct ingest_totals totals;
};

static inline void reading_open(struct reading *r)
{
    *r = (struct reading){0};
    r->registry = registry_new(&r->diag);
    r->classifier = classifier_new(NULL, &r->diag);
}

/* The bytes as a file without a name, which a path leads to. */
static inline int reading_file(const char *bytes, size_t len, char **path)
{
    int fd = memfd_create("log", MFD_CLOEXEC);
    for (size_t at = 0; at < len;) {
        ssize_t n = write(fd, bytes + at, len - at);
        if (n <= 0)
            abort();
        at += (size_t)n;
    }
    *path = mem_fmt("/proc/self/fd/%d", fd);
    return fd;
}

/* Fills text, len and totals.  `format`: a parser's name, or NULL. */
static inline void reading_bytes(struct reading *r, const char *bytes, size_t size, const char *format)
{
    char *path;
    int fd = reading_file(bytes, size, &path);
    const char *paths[] = {path};
    const struct ingest_options options = {
        .paths = paths, .paths_len = 1, .format = format, .now = 1795457070,
        .jobs = r->jobs, .block = r->block,
        .least = r->jobs ? 1 : SIZE_MAX / 2,
        .registry = r->registry, .classifier = r->classifier, .diag = &r->diag};
    free(r->text);
    FILE *out = open_memstream(&r->text, &r->len);
    ingest_to_json(out, &options, &r->totals);
    fclose(out);
    close(fd);
    free(path);
}

static inline void reading_close(struct reading *r)
{
    free(r->text);
    classifier_free(r->classifier);
    registry_free(r->registry);
}

#endif
