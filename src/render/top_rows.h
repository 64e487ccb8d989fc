/* top_rows.h - the top offenders for programs: one row a group
 *
 * csv, tsv, ndjson and markdown write the rows; json one object with the period, the coverage and
 * the sections, whose "groups" are the same rows.  Groups that -n left out are summed in json
 * ("more_groups", "more_count"); in the row formats class_count tells what is missing.
 */
#ifndef RENDER_TOP_ROWS_H
#define RENDER_TOP_ROWS_H

#include "phrase/advice.h"
#include "render/format.h"
#include "render/json.h"

/* Writes the groups as rows, in one of the formats for programs or as a table. */
void top_rows(FILE *out, const struct top *t, const struct format_options *format,
              const struct adviser *adviser);

/* Parts of it, for the report. */
void top_json(struct json *j, const char *name, const struct top *t,
              const struct adviser *adviser);
void top_json_coverage(struct json *j, const struct coverage *c);
const char *top_trend_word(enum trend trend);           /* NULL: unknown */

#endif
