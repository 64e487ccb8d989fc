/* events.h - the events of one hour as rows */
#ifndef EXPORT_EVENTS_H
#define EXPORT_EVENTS_H

#include "export/run.h"

/* The line of names, where the format has one. */
void export_event_names(struct export_hours *h);
/* Within a batch, or outside of any where nothing is marked. */
int export_event_hour(struct export_hours *h, const struct export_hour *hour);
#endif
