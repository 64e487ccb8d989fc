/* run.h - one run of an export: what was asked, and the rows on their way out */
#ifndef EXPORT_RUN_H
#define EXPORT_RUN_H

#include "export/place.h"
#include "store/export.h"

#include <stdio.h>

/* "events|traffic|...": the words of --table. */
#define EXPORT_TABLES                                                                          \
    "events|traffic|flow|deliveries|logins|fates|sources|strange_lines|clock_jumps|"           \
    "causes|reply_codes|enhanced_codes|providers|rules"

struct exporting {
    struct store *store;
    const char *table;                  /* a word of EXPORT_TABLES */
    enum export_format format;
    int has_since;
    int64_t since;                      /* Unix seconds */
    int64_t now;
    FILE *out;
    struct store_export cursor;         /* filled by export_rows() */
    uint64_t rows;                      /* written */
};

enum { EXPORT_WRITE_AT = 256 * 1024 };  /* bytes that may wait */

struct export_hours {
    struct exporting *x;
    struct strbuf waiting;              /* rows that are not written yet */
    struct strbuf sent;                 /* what stands for the hour from now on */
    struct export_lines lines;
    uint64_t counted;                   /* bits of columns: what an event is counted by */
};

int64_t export_version(const struct exporting *x);      /* of the run's rows */
int export_flush(struct export_hours *h);               /* -1: the output failed */
int export_flush_some(struct export_hours *h);          /* the same once enough waits */
/* The first n columns of a query's row. */
void export_query_cells(struct export_row *row, struct store_query *q, int n);

#endif
