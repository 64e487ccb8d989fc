/* publish.h - the knowledge base into the database, for operators' SQL */
#ifndef INGEST_PUBLISH_H
#define INGEST_PUBLISH_H

#include "base/diag.h"
#include "classify/classify.h"
#include "store/store.h"

/* Replaces the store's knowledge tables if this program's texts or rules differ from those it was
 * filled with.  -1: failed, told. */
int publish_knowledge(struct store *store, const struct classifier *classifier, struct diag *diag);

#endif
