/* A plan is kept with its source by the names of its rows, so that a row may change its place in
 * the table and old databases still find it. */
#include "frame/unwrap_plan.h"

#include "frame/unwrap_rows.h"

int unwrap_row_is_bold(size_t row)
{
    return unwrap_row_at(row)->bold;
}

unsigned unwrap_cost(const struct unwrap_plan *plan)
{
    unsigned cost = 0;
    for (size_t i = 0; i < plan->len; i++)
        cost += unwrap_row_at(plan->row[i])->cost;
    return cost;
}

void unwrap_name(struct strbuf *out, const struct unwrap_plan *plan)
{
    if (plan->len == 0)
        strbuf_str(out, "plain");
    for (size_t i = 0; i < plan->len; i++)
        strbuf_fmt(out, "%s%s", i ? "+" : "", unwrap_row_at(plan->row[i])->name);
}

static int row_named(struct smtplog_slice name)
{
    for (size_t i = 0; i < unwrap_rows_count(); i++)
        if (slice_is(name, unwrap_row_at(i)->name))
            return (int)i;
    return -1;
}

int unwrap_named(struct unwrap_plan *plan, struct smtplog_slice name)
{
    struct unwrap_plan found = {0};
    struct smtplog_slice word;
    int row;

    while (!slice_is(name, "plain") && name.len) {
        if (!scan_until(&name, '+', &word))
            word = name, name.len = 0;
        if (found.len == UNWRAP_DEPTH || (row = row_named(word)) < 0)
            return 0;
        found.row[found.len++] = (uint8_t)row;
    }
    *plan = found;
    return 1;
}
