/* layer.h - the lines that a plan of wrappings gives, kept, so that one more row can be tried
 *
 * For the survey alone.  The survey tries every row behind every plan that fits; to undo the plan
 * each time anew would cost as often again as there are rows.
 */
#ifndef FRAME_LAYER_H
#define FRAME_LAYER_H

#include "frame/unwrap.h"

/* A line, and what the wrappings around it told. */
struct layer_line {
    struct smtplog_slice text;
    struct outer outer;
};

struct layer {                          /* zeroed is empty */
    struct layer_line *lines;
    size_t len, cap, most;
    struct strbuf bytes;                /* what they point into */
    uint64_t read;                      /* bytes of the lines that it was made of */
    uint64_t print;                     /* of all that a row may see of it */
};

/* What the plan makes of the n lines, the first `most` of it: one may hold a whole log.  No more
 * are tried either. */
void layer_make(struct layer *layer, const struct smtplog_slice *lines, size_t n,
                const struct unwrap_plan *plan, size_t most);
void layer_release(struct layer *layer);

/* Each line that a row makes of the layer's is given to `take`, which may be NULL.  How often
 * the row did fit. */
uint64_t layer_try(const struct layer *layer, size_t row,
                   void (*take)(void *to, const struct unwrapped *inner), void *to);

#endif
