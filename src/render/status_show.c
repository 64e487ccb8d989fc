/* The status as text for people and as rows for programs. */
#include "render/status_show.h"

#include "render/grid.h"
#include "render/json.h"
#include "render/lay.h"
#include "query/period.h"
#include "phrase/say.h"

enum { INDENT = 2, SAMPLE_MAX = 300 };

/* "12.3 MB" */
static void say_bytes(struct strbuf *out, int64_t bytes, const struct lang *lang)
{
    static const char *const units[] = {N_("B"), N_("kB"), N_("MB"), N_("GB"), N_("TB")};
    double n = (double)bytes;
    size_t unit = 0;
    for (; n >= 1000 && unit < 4; unit++)
        n /= 1000;
    size_t start = out->len;
    strbuf_fmt(out, unit && n < 10 ? "%.1f" : "%.0f", n);
    for (char *c = out->ptr + start; *c; c++)
        if (*c == '.')
            *c = *tr(lang, ".");
    strbuf_fmt(out, " %s", tr(lang, units[unit]));
}

static void say_recognised(struct strbuf *out, const struct status_source *s,
                           const struct lang *lang)
{
    double known = status_recognised(s);
    if (known >= 0)
        say_percent(out, known, lang);
}

static void say_database(struct strbuf *out, const struct status *st, int width,
                         const struct lang *lang)
{
    struct strbuf part = {0}, lines = {0};
    text_for_terminal(&part, slice_str(st->path));
    strbuf_str(&part, ", ");
    say_bytes(&part, st->bytes, lang);
    lay_part(&lines, strbuf_view(&part), width);
    strbuf_char(&lines, '\n');
    lay_count(&lines, st->failures, tr_n(lang, "failure", "failures", (uint64_t)st->failures),
              width, lang);
    lay_count(&lines, st->events, tr_n(lang, "event", "events", (uint64_t)st->events), width,
              lang);
    if (st->events) {
        strbuf_clear(&part);
        strbuf_fmt(&part, "%s ", tr(lang, "from"));
        period_clock(&part, st->first_event);
        strbuf_fmt(&part, " %s ", tr(lang, "to"));
        period_clock(&part, st->last_event);
        strbuf_char(&part, ' ');
        period_zone(&part, st->last_event);
        lay_part(&lines, strbuf_view(&part), width);
    }
    strbuf_char(&lines, '\n');
    if (st->untold) {
        strbuf_clear(&part);
        say_untold(&part, st->untold, st->failures, lang);
        lay_part(&lines, strbuf_view(&part), width);
        strbuf_char(&lines, '\n');
    }
    const struct status_source *all = &st->total;
    lay_count(&lines, (int64_t)st->sources_len,
              tr_n(lang, "log", "logs", (uint64_t)st->sources_len), width, lang);
    lay_count(&lines, all->lines, tr_n(lang, "line read", "lines read", (uint64_t)all->lines),
              width, lang);
    lay_count(&lines, all->foreign, tr(lang, "of other programs"), width, lang);
    lay_count(&lines, status_not_understood(all), tr(lang, "not understood"), width, lang);
    strbuf_char(&lines, '\n');
    strbuf_slice(out, strbuf_view(&lines));
    strbuf_release(&part);
    strbuf_release(&lines);
}

static void source_row(struct grid *grid, const struct status_source *s, const struct lang *lang)
{
    struct strbuf cell = {0};
    const int64_t numbers[] = {s->lines, s->events, status_not_understood(s)};
    grid_cell(grid, slice_str(s->name), STYLE_PLAIN);
    grid_cell(grid, slice_str(s->format ? s->format : ""), STYLE_PLAIN);
    for (size_t i = 0; i < 3; i++) {
        strbuf_clear(&cell);
        lang_count(&cell, numbers[i], lang);
        grid_cell(grid, strbuf_view(&cell), i == 2 && numbers[i] ? STYLE_WORSE : STYLE_PLAIN);
    }
    strbuf_clear(&cell);
    say_recognised(&cell, s, lang);
    grid_cell(grid, strbuf_view(&cell), STYLE_PLAIN);
    strbuf_clear(&cell);
    if (s->last_time)
        period_clock(&cell, s->last_time);
    grid_cell(grid, strbuf_view(&cell), STYLE_PLAIN);
    strbuf_release(&cell);
}

static void say_sources(struct strbuf *out, const struct status *st, int width, struct style style,
                        const struct lang *lang)
{
    struct grid grid = {0};
    grid_column(&grid, tr(lang, "file"), 0, 16);
    grid_keep_tail(&grid);
    grid_column(&grid, tr(lang, "format"), 0, 7);
    grid_column(&grid, tr(lang, "lines"), 1, 0);
    grid_column(&grid, tr(lang, "count"), 1, 0);
    grid_column(&grid, tr(lang, "strange"), 1, 0);
    grid_column(&grid, tr(lang, "known"), 1, 0);
    grid_column(&grid, tr(lang, "last line"), 0, 0);
    for (size_t i = 0; i < st->sources_len; i++)
        source_row(&grid, &st->sources[i], lang);
    grid_fit(&grid, width, INDENT);
    strbuf_char(out, '\n');
    grid_head(&grid, out, INDENT, style);
    for (size_t i = 0; i < st->sources_len; i++)
        grid_line(&grid, out, i, INDENT, style);
    grid_release(&grid);
}

/* Why lines were not understood, above their samples. */
static const char *const strange_heads[STRANGE_KINDS] = {
    [STRANGE_FAILURE] = N_("Lines with words of failure in no known form"),
    [STRANGE_FORM] = N_("Lines of a mail server in no known form"),
    [STRANGE_WRAPPED] = N_("Lines of a mail server in a wrapping that is not known"),
    [STRANGE_STAMP] = N_("Lines without a time stamp"),
};

static void say_strange(struct strbuf *out, const struct status *st, int width,
                        const struct lang *lang)
{
    struct strbuf safe = {0};
    for (size_t i = 0; i < st->strange_len; i++) {
        const struct status_strange *x = &st->strange[i];
        if ((i == 0 || x[-1].kind != x->kind) && (size_t)x->kind < STRANGE_KINDS)
            strbuf_fmt(out, "\n%s\n", tr(lang, strange_heads[x->kind]));
        strbuf_clear(&safe);
        text_for_terminal(&safe, slice_str(x->source));
        strbuf_fmt(out, "%*s", INDENT, "");
        lang_count(out, x->lines, lang);
        strbuf_fmt(out, " × %s:%lld%s\n", strbuf_text(&safe), (long long)x->line_no,
                   x->shape ? "" : tr(lang, "  (all further shapes)"));
        strbuf_clear(&safe);
        text_for_terminal(&safe, slice_head(slice_str(x->sample), SAMPLE_MAX));
        wrap_text(out, strbuf_view(&safe), 2 * INDENT, width);
    }
    strbuf_release(&safe);
}

void status_text(struct strbuf *out, const struct status *st, int width, struct style style,
                 const struct lang *lang)
{
    say_database(out, st, width, lang);
    if (!st->sources_len)
        strbuf_fmt(out, "\n%s\n", tr(lang, "No logs have been read yet; run smtplog ingest."));
    else
        say_sources(out, st, width, style, lang);
    say_strange(out, st, width, lang);
}

/* ---- For programs -------------------------------------------------------------------------- */

enum { SOURCE, FORMAT, HOST, LINES, RECOGNISED, STRANGE, FOREIGN, UNFRAMED, UNKNOWN, EVENTS,
       DUPLICATES, BYTES, FIRST_TIME, LAST_TIME, COMPLETE, CELLS };
static const struct column columns[CELLS] = {
    {.name = "source"}, {.name = "format"}, {.name = "host"}, {.name = "lines", .number = 1},
    {.name = "recognised", .number = 1}, {.name = "strange", .number = 1},
    {.name = "foreign", .number = 1}, {.name = "unframed", .number = 1},
    {.name = "unknown", .number = 1},
    {.name = "events", .number = 1}, {.name = "duplicates", .number = 1},
    {.name = "bytes", .number = 1}, {.name = "first_time"}, {.name = "last_time"},
    {.name = "complete", .number = 1},
};

static void fill_row(struct cell *cells, const struct status_source *s, struct strbuf *first,
                     struct strbuf *last)
{
    enum { COUNTS = BYTES - LINES + 1 };
    const int64_t numbers[COUNTS] = {s->lines, s->recognised, s->strange, s->foreign, s->unframed,
                               s->unknown, s->events, s->duplicates, s->bytes};
    strbuf_clear(first);
    strbuf_clear(last);
    if (s->first_time)
        period_rfc3339(first, s->first_time);
    if (s->last_time)
        period_rfc3339(last, s->last_time);
    cells[SOURCE] = cell_str(s->name);
    cells[FORMAT] = cell_str(s->format);
    cells[HOST] = cell_str(s->host);
    for (int i = 0; i < COUNTS; i++)
        cells[LINES + i] = cell_int(numbers[i]);
    cells[FIRST_TIME] = s->first_time ? cell_text(strbuf_view(first)) : cell_str(NULL);
    cells[LAST_TIME] = s->last_time ? cell_text(strbuf_view(last)) : cell_str(NULL);
    cells[COMPLETE] = cell_int(s->complete);
}

static const char *const strange_words[STRANGE_KINDS] = {
    [STRANGE_FAILURE] = "failure", [STRANGE_FORM] = "form", [STRANGE_WRAPPED] = "wrapping",
    [STRANGE_STAMP] = "stamp",
};

static void json_strange(struct json *j, const struct status *st)
{
    json_open(j, "strange_lines", '[');
    for (size_t i = 0; i < st->strange_len; i++) {
        json_open(j, NULL, '{');
        json_str(j, "source", st->strange[i].source);
        json_str(j, "why", strange_words[st->strange[i].kind % STRANGE_KINDS]);
        json_str(j, "shape", st->strange[i].shape);
        json_int(j, "lines", st->strange[i].lines);
        json_int(j, "line_no", st->strange[i].line_no);
        json_str(j, "sample", st->strange[i].sample);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_status(FILE *out, const struct status *st)
{
    struct json j = {0};
    struct strbuf first = {0}, last = {0};
    struct cell cells[CELLS];
    json_open(&j, NULL, '{');
    json_str(&j, "database", st->path);
    json_int(&j, "bytes", st->bytes);
    json_int(&j, "events", st->events);
    json_int(&j, "failures", st->failures);
    json_int(&j, "reason_not_told", st->untold);
    json_time(&j, "first_event", st->first_event);
    json_time(&j, "last_event", st->last_event);
    json_open(&j, "sources", '[');
    for (size_t i = 0; i < st->sources_len; i++) {
        fill_row(cells, &st->sources[i], &first, &last);
        json_open(&j, NULL, '{');
        for (size_t k = 0; k < CELLS; k++)
            json_cell(&j, columns[k].name, &cells[k]);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_strange(&j, st);
    json_close(&j, '}');
    json_end(&j, out);
    strbuf_release(&first);
    strbuf_release(&last);
}

void status_rows(FILE *out, const struct status *st, const struct format_options *format)
{
    if (format->format == FORMAT_JSON) {
        json_status(out, st);
        return;
    }
    struct strbuf first = {0}, last = {0};
    struct cell cells[CELLS];
    struct format_writer *w = format_begin(out, format, columns, CELLS);
    for (size_t i = 0; i < st->sources_len; i++) {
        fill_row(cells, &st->sources[i], &first, &last);
        format_row(w, cells);
    }
    format_end(w);
    strbuf_release(&first);
    strbuf_release(&last);
}
