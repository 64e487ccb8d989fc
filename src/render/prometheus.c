/* Metrics as text: what the model's rows say, and nothing of its own but the escaping.  A family
 * without a sample is left out: "nothing is known" must not look like "none". */
#include "render/prometheus.h"

#include "base/text.h"

/* exposition_formats.md: backslash, double quote and newline are escaped; UTF-8 is asked for. */
static void add_label(struct strbuf *out, const char *name, struct smtplog_slice value, int first)
{
    struct strbuf safe = {0};
    text_for_terminal(&safe, value);
    strbuf_fmt(out, "%s%s=\"", first ? "" : ",", name);
    for (size_t i = 0; i < safe.len; i++) {
        if (safe.ptr[i] == '"' || safe.ptr[i] == '\\')
            strbuf_char(out, '\\');
        strbuf_char(out, safe.ptr[i]);
    }
    strbuf_char(out, '"');
    strbuf_release(&safe);
}

static void add_head(struct strbuf *out, const char *name, const char *help, enum metric_type type)
{
    strbuf_fmt(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name,
               type == METRIC_COUNTER ? "counter" : "gauge");
}

static void add_sample(struct strbuf *out, const struct metric_family *f, struct store_query *q)
{
    strbuf_str(out, f->name);
    for (int i = 0; f->labels[i]; i++) {
        strbuf_str(out, i == 0 ? "{" : "");
        add_label(out, f->labels[i], store_text(q, i), i == 0);
    }
    strbuf_fmt(out, "%s %lld\n", f->labels[0] ? "}" : "", (long long)store_int(q, f->column));
}

/* A family without rows has no head either. */
static int add_family(struct strbuf *out, struct store *s, const struct metric_family *f)
{
    struct store_query *q = metric_samples(s, f);
    int rows = 0;
    while (store_next(q)) {
        if (store_is_null(q, f->column))
            continue;
        if (rows++ == 0)
            add_head(out, f->name, f->help, f->type);
        add_sample(out, f, q);
    }
    return store_query_end(q);
}

int prometheus_metrics(struct strbuf *out, struct store *s, const char *version)
{
    int failed = STORE_OK;
    add_head(out, "smtplog_build_info", "The program that wrote these metrics; always 1.",
             METRIC_GAUGE);
    strbuf_fmt(out, "smtplog_build_info{version=\"%s\"} 1\n", version);
    for (const struct metric_family *f = metric_families; f->name; f++)
        failed |= add_family(out, s, f);
    return failed ? STORE_FAILED : STORE_OK;
}
