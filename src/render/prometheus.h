/* prometheus.h - metrics in Prometheus's text format, version 0.0.4
 *
 * As its textfile collector reads it: HELP, TYPE, samples; label values escaped; no time stamps,
 * which the collector refuses.
 */
#ifndef RENDER_PROMETHEUS_H
#define RENDER_PROMETHEUS_H

#include "base/strbuf.h"
#include "report/metrics.h"

/* Appends all families.  0, or STORE_FAILED: told, and what stands in `out` is not whole. */
int prometheus_metrics(struct strbuf *out, struct store *s, const char *version);

#endif
