/* Lines of daemons that write side by side come out of order by seconds; only what stays behind
 * is a clock that went back. */
#include "ingest/jump.h"

#include "base/mem.h"

#include <smtplog/scan.h>
#include <stdlib.h>

/* Of so many hosts the clocks are watched; further ones are believed. */
static struct jump_host *host_of(struct jump_watch *w, struct smtplog_slice host, int64_t time)
{
    for (size_t i = 0; i < w->len; i++)
        if (slice_eq(host, slice_of(w->hosts[i].host, w->hosts[i].host_len)))
            return &w->hosts[i];
    if (w->len == JUMP_HOSTS)
        return NULL;
    w->hosts[w->len] = (struct jump_host){
        .host = mem_strn(host.ptr, host.len), .host_len = host.len, .last = time,
    };
    return &w->hosts[w->len++];
}

static int prove(struct jump_host *h, struct jump *jump)
{
    *jump = h->doubt;
    h->doubt.line_no = 0;
    return 1;
}

int jump_see(struct jump_watch *w, struct smtplog_slice host, int64_t time, uint64_t line_no,
             struct jump *jump)
{
    struct jump_host *h = host_of(w, host, time);
    if (!h)
        return 0;
    if (h->doubt.line_no && time > h->doubt.before - JUMP_LEAST) {
        h->doubt.line_no = 0;           /* back at the old time: the line before was late */
    } else if (h->doubt.line_no) {
        h->last = time;
        return ++h->proof == JUMP_PROOF && prove(h, jump);
    } else if (time <= h->last - JUMP_LEAST) {
        h->doubt = (struct jump){host.len ? slice_str(h->host) : host, h->last, time, line_no};
        h->proof = 0;
    }
    h->last = time;
    return 0;
}

int jump_end(struct jump_watch *w, struct jump *jump)
{
    for (size_t i = 0; i < w->len; i++)
        if (w->hosts[i].doubt.line_no && w->hosts[i].proof)
            return prove(&w->hosts[i], jump);
    return 0;
}

void jump_release(struct jump_watch *w)
{
    for (size_t i = 0; i < w->len; i++)
        free(w->hosts[i].host);
    *w = (struct jump_watch){0};
}
