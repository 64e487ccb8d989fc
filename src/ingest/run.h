/* run.h - one run over many sources: what they share */
#ifndef INGEST_RUN_H
#define INGEST_RUN_H

#include "frame/frame.h"
#include "ingest/options.h"
#include "ingest/outlet.h"

/* What all sources of a run share. */
struct run {
    const struct ingest_options *options;
    const struct smtplog_parser *only;  /* from --format, or NULL */
    struct outlet outlet;
    struct correlator *correlator;
    struct dispatch *scout;             /* parsers that are asked of samples; made at the first
                                           use */
    struct frame_judge judge;           /* asks them */
    struct strbuf host;                 /* that the present source's name tells */
    struct twins *twins;                /* NULL: the outlet keeps no trails */
    struct ingest_totals totals;
    struct ingest_progress progress;
    const char *next;                   /* the source that follows the present one; NULL: none */
    struct proof *proof;                /* of a source still to come; NULL: none is under way */
    uint64_t bytes_before;              /* raw bytes of the sources that are done with */
};

#endif
