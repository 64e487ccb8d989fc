/* flows.h - tells what mail does besides replies (event/flow.h), as records pass by */
#ifndef CORRELATE_FLOWS_H
#define CORRELATE_FLOWS_H

#include "correlate/context.h"
#include "correlate/sink.h"

/* Of one record. */
struct flows {
    const struct correlate_sink *sink;
    const struct correlate_record *record;
    struct strbuf *scratch;
};

void flows_tell(const struct flows *f, uint32_t direction, enum flow_kind kind, uint64_t n);
/* The record says that its recipient was delivered to. */
void flows_delivery(const struct flows *f, uint64_t n);
/* The message of the record is whole: its size was told for the first time. */
void flows_message(const struct flows *f, const struct context *message);

#endif
