/* Which way a flow's row tells of, decided in one place for the verdict and for the charts. */
#include "report/lanes.h"

struct lane_words lane_words(struct words *words)
{
    return (struct lane_words){
        .inbound = words_number(words, SLICE_LIT("inbound")),
        .local = words_number(words, SLICE_LIT("local")),
        .lmtp = words_number(words, SLICE_LIT("lmtp")),
    };
}

int64_t lane_count(const struct lane_words *w, const struct flow_row *row, int lane)
{
    int home = row->direction == w->local || row->process == w->lmtp;
    int64_t taken = row->direction == w->inbound ? row->n[FLOW_MESSAGES] : 0;
    switch (lane) {
    case LANE_IN: return taken ? taken - row->n[FLOW_SUBMITTED] : 0;
    case LANE_SUBMITTED: return row->n[FLOW_SUBMITTED];
    case LANE_OUT: return home ? 0 : row->n[FLOW_DELIVERIES];
    default: return home ? row->n[FLOW_DELIVERIES] : 0;
    }
}
