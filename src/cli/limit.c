/* A share is of deliveries that came to an end or wait: what nobody tried to deliver has none. */
#include "cli/limit.h"

#include "phrase/health_say.h"

#include <stdlib.h>

/* The words of JSON's `counts`, and "todo". */
static int read_name(struct limit *l, struct smtplog_slice *c)
{
    for (int i = 0; i < HEALTH_COUNTS; i++)
        if (scan_lit(c, health_count_word((enum health_count)i))) {
            l->which = i;
            return 1;
        }
    l->which = HEALTH_COUNTS;
    return scan_lit(c, "todo");
}

/* The longer signs first: ">=" begins with ">". */
static int read_way(struct limit *l, struct smtplog_slice *c)
{
    static const struct { const char *sign; int way; } ways[] = {
        {">=", LIMIT_FROM}, {">", LIMIT_ABOVE}, {"<=", LIMIT_TO}, {"<", LIMIT_BELOW},
    };
    *c = slice_trim(*c);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (scan_lit(c, ways[i].sign)) {
            l->way = ways[i].way;
            *c = slice_trim(*c);
            return 1;
        }
    return 0;
}

int limit_read(struct limit *l, const char *words)
{
    struct smtplog_slice c = slice_trim(slice_str(words));
    char *end;
    *l = (struct limit){.which = 0};
    if (!read_name(l, &c) || !read_way(l, &c) || !c.len || !scan_is_digit(c.ptr[0]))
        return 0;
    l->number = strtod(c.ptr, &end);
    c = slice_trim(slice_from(c, (size_t)(end - c.ptr)));
    l->percent = scan_lit(&c, "%");
    return c.len == 0 && (!l->percent || l->which == COUNT_BOUNCED || l->which == COUNT_WAITING);
}

/* A threshold is a range that is well: "5" from 0 to 5, "10:" from 10 on, ends included. */
int limit_threshold(struct strbuf *out, const struct limit *l)
{
    long long whole = (long long)l->number;
    int is_whole = (double)whole == l->number;
    if (l->percent)
        return 0;
    switch (l->way) {
    case LIMIT_ABOVE: strbuf_fmt(out, "%lld", whole); break;
    case LIMIT_FROM: strbuf_fmt(out, "%lld", is_whole ? whole - 1 : whole); break;
    case LIMIT_BELOW: strbuf_fmt(out, "%lld:", is_whole ? whole : whole + 1); break;
    default: strbuf_fmt(out, "%lld:", whole + 1); break;
    }
    return 1;
}

int limit_is_passed(const struct limit *l, const struct health *h)
{
    double n = l->which == HEALTH_COUNTS ? (double)h->yours : (double)h->figures[l->which].now;
    if (l->percent) {
        double all = (double)(h->figures[COUNT_DELIVERED].now + h->figures[COUNT_BOUNCED].now +
                              h->figures[COUNT_WAITING].now);
        n = all > 0 ? 100 * n / all : 0;
    }
    switch (l->way) {
    case LIMIT_ABOVE: return n > l->number;
    case LIMIT_FROM: return n >= l->number;
    case LIMIT_BELOW: return n < l->number;
    default: return n <= l->number;
    }
}
