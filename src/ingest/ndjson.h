/* ndjson.h - an event as one line of JSON
 *
 * The keys are the columns of the contract's view `events`, in its order; a key whose value is
 * NULL is left out.  Text that is not UTF-8 has U+FFFD in place of the broken bytes.
 */
#ifndef INGEST_NDJSON_H
#define INGEST_NDJSON_H

#include "base/strbuf.h"
#include "event/event.h"
#include "export/place.h"

/* Appends the object and a newline. */
void ndjson_event(struct strbuf *out, const struct event *event);
/* The same as a row for another store, in either format: the columns that `export` writes. */
void ndjson_export(struct strbuf *out, enum export_format format, const struct event *event,
                   const struct export_place *place);
/* Their names, where the format has a line of them. */
void ndjson_export_names(struct strbuf *out, enum export_format format);

#endif
