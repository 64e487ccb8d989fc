/* lay.h - the logs of a golden case, laid into a folder as rotation, gzip or time leave them.
 *
 * Every file that is written is as old as BENCH_NOW.  What fails, fails the test. */
#ifndef SMTPLOG_TESTS_LAY_H
#define SMTPLOG_TESTS_LAY_H

#include <stddef.h>

enum { BENCH_NOW = 1795457070 };        /* 2026-11-23 18:04:30 UTC */

struct bench {                          /* one case, its logs copied to a folder of their own */
    const char *name;                   /* "postfix/day" */
    char folder[512], scratch[64];
};

/* How the logs are laid: as they are, gzipped, cut in two as rotation does, or their first half. */
enum laying { PLAIN, PACKED, ROTATED, FIRST_HALF };

/* Into the folder "logs" of the case's scratch folder, in place of what stood there. */
void bench_lay(const struct bench *b, enum laying how);

/* The bytes of a file, to be freed, with a NUL behind them; NULL: there is none.  `len` may be
 * NULL. */
char *bench_read(const char *folder, const char *name, size_t *len);

/* In place of what stood there; `packed`: gzipped. */
void bench_write(const char *folder, const char *name, const char *bytes, size_t len, int packed);

/* A folder with all that is in it. */
void bench_remove(const char *folder);

#endif
