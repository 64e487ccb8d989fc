/* Everything that is known of a group as cells of one row: CSV, JSON and tables take from it. */
#include "render/top_rows.h"

#include "render/json.h"
#include "phrase/say.h"

/* One row; texts live in `texts` until it is written. */
enum { CLASS, CLASS_COUNT, RANK, KEY, COUNT, SHARE, BEFORE, TREND, CODE, CAUSE, TITLE, DIRECTION,
       PROVIDER, PEER, PEER_NAME, NETWORK, NETWORKS, SENDER, RECIPIENT, RECIPIENT_DOMAIN,
       SASL_USER, ECHOES, FIRST, LAST, WHO_ACTS, TRACE, SAMPLE, CELLS };

static const struct column columns[CELLS] = {
    [CLASS] = {.name = "class"}, [CLASS_COUNT] = {.name = "class_count", .number = 1},
    [RANK] = {.name = "rank", .number = 1}, [KEY] = {.name = "key"},
    [COUNT] = {.name = "count", .number = 1},
    [SHARE] = {.name = "share", .number = 1},           /* of the class, 0 to 1 */
    [BEFORE] = {.name = "before", .number = 1},         /* count of the period before */
    [TREND] = {.name = "trend"}, [CODE] = {.name = "code"}, [CAUSE] = {.name = "cause"},
    [TITLE] = {.name = "title"}, [DIRECTION] = {.name = "direction"},
    [PROVIDER] = {.name = "provider"}, [PEER] = {.name = "peer"},
    [PEER_NAME] = {.name = "peer_name"}, [NETWORK] = {.name = "network"},
    [NETWORKS] = {.name = "networks", .number = 1}, [SENDER] = {.name = "sender"},
    [RECIPIENT] = {.name = "recipient"}, [RECIPIENT_DOMAIN] = {.name = "recipient_domain"},
    [SASL_USER] = {.name = "sasl_user"}, [ECHOES] = {.name = "echoes", .number = 1},
    [FIRST] = {.name = "first"}, [LAST] = {.name = "last"}, [WHO_ACTS] = {.name = "who_acts"},
    [TRACE] = {.name = "trace"}, [SAMPLE] = {.name = "sample"},
};

const char *top_trend_word(enum trend trend)
{
    static const char *const words[] = {
        [TREND_UNKNOWN] = NULL, [TREND_NEW] = "new", [TREND_FEW] = "few", [TREND_SAME] = "same",
        [TREND_UP] = "up", [TREND_DOWN] = "down",
    };
    return words[trend];
}

static struct cell lead(const struct top_group *g, enum lead_kind kind)
{
    return g->lead[kind].distinct ? cell_text(g->lead[kind].top[0].text)
                                  : (struct cell){.kind = CELL_NULL};
}

struct row_texts { struct strbuf class, first, last; };

static void fill_row(struct cell *cells, struct row_texts *texts, const struct top *t,
                     const struct top_section *s, const struct top_group *g, int rank,
                     const struct adviser *adviser)
{
    static const struct { int cell; enum lead_kind lead; } leads[] = {
        {CODE, LEAD_CODE}, {CAUSE, LEAD_CAUSE}, {DIRECTION, LEAD_DIRECTION},
        {PROVIDER, LEAD_PROVIDER}, {PEER, LEAD_PEER}, {PEER_NAME, LEAD_PEER_NAME},
        {NETWORK, LEAD_NET}, {SENDER, LEAD_SENDER}, {RECIPIENT, LEAD_RECIPIENT},
        {RECIPIENT_DOMAIN, LEAD_RECIPIENT_DOMAIN}, {SASL_USER, LEAD_SASL},
    };
    struct advice advice;
    advice_of(adviser, g, &advice);
    struct strbuf *const clear[] = {&texts->class, &texts->first, &texts->last};
    for (int i = 0; i < 3; i++)
        strbuf_clear(clear[i]);
    strbuf_fmt(&texts->class, "%dxx", s->class);
    period_rfc3339(&texts->first, g->first);
    period_rfc3339(&texts->last, g->last);
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        cells[leads[i].cell] = lead(g, leads[i].lead);
    cells[CLASS] = cell_text(strbuf_view(&texts->class));
    cells[CLASS_COUNT] = cell_int(s->count);
    cells[RANK] = cell_int(rank);
    cells[KEY] = cell_str(g->key);
    cells[COUNT] = cell_int(g->count);
    cells[SHARE] = cell_real(s->count ? (double)g->count / (double)s->count : 0);
    cells[BEFORE] = t->before_known ? cell_int(g->before) : (struct cell){.kind = CELL_NULL};
    cells[TREND] = cell_str(top_trend_word(g->trend));
    cells[TITLE] = cell_text(advice.title);
    cells[NETWORKS] = cell_int((int64_t)g->lead[LEAD_NET].distinct);
    cells[ECHOES] = cell_int(g->echoes);
    cells[FIRST] = cell_text(strbuf_view(&texts->first));
    cells[LAST] = cell_text(strbuf_view(&texts->last));
    cells[WHO_ACTS] = cell_text(advice.who_acts);
    cells[TRACE] = cell_str(g->sample.trace);
    cells[SAMPLE] = cell_str(g->sample.text);
}

static void release_texts(struct row_texts *texts)
{
    strbuf_release(&texts->class);
    strbuf_release(&texts->first);
    strbuf_release(&texts->last);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void json_section(struct json *j, const struct top *t, const struct top_section *s,
                         const struct adviser *adviser)
{
    struct cell cells[CELLS];
    struct row_texts texts = {{0}, {0}, {0}};
    json_open(j, NULL, '{');
    json_fmt(j, "class", "\"%dxx\"", s->class);
    json_int(j, "count", s->count);
    if (t->before_known)
        json_int(j, "before", s->before);
    json_str(j, "trend", top_trend_word(s->trend));
    json_int(j, "echoes", s->echoes);
    json_open(j, "groups", '[');
    for (size_t i = 0; i < s->len; i++) {
        fill_row(cells, &texts, t, s, &s->groups[i], (int)i + 1, adviser);
        json_open(j, NULL, '{');
        for (size_t k = RANK; k < CELLS; k++)
            json_cell(j, columns[k].name, &cells[k]);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_int(j, "more_groups", (int64_t)s->more_groups);
    json_int(j, "more_count", s->more_count);
    json_close(j, '}');
    release_texts(&texts);
}

void top_json_coverage(struct json *j, const struct coverage *c)
{
    json_open(j, "coverage", '{');
    json_int(j, "sources", c->sources);
    json_int(j, "lines", c->lines);
    json_int(j, "recognised", c->recognised);
    json_int(j, "strange", c->strange);
    json_int(j, "foreign", c->foreign);
    json_int(j, "unframed", c->unframed);
    json_int(j, "unknown", c->unknown);
    json_time(j, "first_time", c->first_time);
    json_time(j, "last_time", c->last_time);
    json_int(j, "replies", c->replies.all);
    json_int(j, "failed_replies", c->replies.all - c->replies.class[2]);
    json_int(j, "replies_estimated", c->replies.estimated);
    json_int(j, "day_before_replies", c->before.all);
    json_int(j, "day_before_failed_replies", c->before.all - c->before.class[2]);
    json_str(j, "hosts", c->hosts);
    json_str(j, "mtas", c->mtas);
    json_close(j, '}');
}

void top_json(struct json *j, const char *name, const struct top *t, const struct adviser *adviser)
{
    json_open(j, name, '{');
    json_time(j, "since", t->options.period.since);
    json_time(j, "until", t->options.period.until);
    json_str(j, "by", group_keys[t->options.key].name);
    json_int(j, "count", t->count);
    json_int(j, "after_intermediate", t->after_intermediate);
    top_json_coverage(j, &t->coverage);
    if (filter_is_any(&t->options.filter)) {
        json_open(j, "put_off", '{');
        json_int(j, "recipients", t->outcome.deferred);
        json_int(j, "delivered", t->outcome.delivered);
        json_int(j, "failed", t->outcome.failed);
        json_int(j, "waiting", t->outcome.waiting);
        json_int(j, "delivered_half_after", t->outcome.half);
        json_int(j, "delivered_95_percent_after", t->outcome.most);
        json_close(j, '}');
    }
    json_open(j, "sections", '[');
    for (int i = 0; i < 3; i++)
        if (!t->options.filter.class || t->options.filter.class == t->section[i].class)
            json_section(j, t, &t->section[i], adviser);
    json_close(j, ']');
    json_close(j, '}');
}

/* ---- Rows ---------------------------------------------------------------------------------- */

void top_rows(FILE *out, const struct top *t, const struct format_options *format,
              const struct adviser *adviser)
{
    if (format->format == FORMAT_JSON) {
        struct json j = {0};
        top_json(&j, NULL, t, adviser);
        json_end(&j, out);
        return;
    }
    struct cell cells[CELLS];
    struct row_texts texts = {{0}, {0}, {0}};
    struct format_writer *w = format_begin(out, format, columns, CELLS);
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < t->section[i].len; k++) {
            fill_row(cells, &texts, t, &t->section[i], &t->section[i].groups[k], (int)k + 1,
                     adviser);
            struct strbuf share = {0};
            if (format->format == FORMAT_MARKDOWN) {    /* for people */
                say_share(&share, t->section[i].groups[k].count, t->section[i].count);
                cells[SHARE] = cell_text(strbuf_view(&share));
            }
            format_row(w, cells);
            strbuf_release(&share);
        }
    format_end(w);
    release_texts(&texts);
}
