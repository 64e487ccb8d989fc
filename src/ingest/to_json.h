/* to_json.h - the outlet of `smtplog parse`: events as lines of JSON, nothing kept */
#ifndef INGEST_TO_JSON_H
#define INGEST_TO_JSON_H

#include "ingest/options.h"
#include "ingest/outlet.h"

#include <stdio.h>

struct to_json;

/* Lines of JSON to `out`, which stays the caller's.  Nothing is remembered of former runs. */
struct to_json *to_json_new(FILE *out, const struct ingest_options *options,
                            struct ingest_totals *totals);
struct outlet to_json_outlet(struct to_json *t);
int to_json_free(struct to_json *t);    /* writes what waits; -1: the output failed, see
                                           ferror() */

#endif
