/* writer.h - the storing end of an ingest: parcels into the database, on a thread of its own */
#ifndef INGEST_WRITER_H
#define INGEST_WRITER_H

#include "classify/classify.h"
#include "ingest/courier.h"
#include "store/store.h"

#include <stdatomic.h>

struct writer {
    struct store *store;
    struct classifier *classifier;
    struct store_source source;         /* the present source as the store knows it */
    struct strbuf family;               /* its channel's name, for a source new to the store */
    struct strbuf shape;
    atomic_int failed;                  /* told; everything after it is dropped */
    atomic_ullong events, duplicates;   /* stored; matched with a copy in another log */
    uint64_t batch_events, batch_duplicates;    /* the same, not yet committed */
    struct store_source kept;           /* the counts of `source` that are; owns nothing */
};

/* Handles one parcel's value; `to` is the writer. */
void writer_deliver(void *to, enum parcel_kind kind, void *value);

/* All that was delivered stands in the store. */
void writer_kept(struct writer *w);

#endif
