/* sides.h - the groups of a top told apart by the side of mail that they are of
 *
 * A top keeps its groups by class.  The page and the mail show each side by itself, for what
 * others refuse and what this server refuses are different matters.
 */
#ifndef RENDER_SIDES_H
#define RENDER_SIDES_H

#include "base/lang.h"
#include "report/model.h"

/* A group and where it stands. */
struct side_group {
    const struct top_section *section;
    size_t i;                           /* its place there */
    const struct top_group *group;
};

struct side_groups {
    struct side_group *groups;          /* count falling, then class, then key */
    size_t len;
    int64_t count;                      /* of all of them */
};

/* The groups of all classes that stand on one side; they point into the report, which must
 * stay. */
void side_groups_fill(struct side_groups *x, const struct report *r, enum report_side side);
void side_groups_release(struct side_groups *x);

/* "Outbound: how other servers answered this one" */
const char *side_title(enum report_side side, const struct lang *lang);
/* "Outbound by hour", "Outbound, the last 30 days" */
const char *side_chart_title(enum report_side side, int is_day, const struct lang *lang);
/* What went well there, in the words that follow a count: "sent out". */
const char *side_well(enum report_side side, const struct lang *lang);
/* 1 if a chart of the slots is worth its place: what went well at home is told elsewhere, so home
 * is drawn only where something failed there. */
int side_is_drawn(enum report_side side, const struct report_slot *slots, size_t len);

#endif
