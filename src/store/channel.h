/* channel.h - which logs can hold copies of each other's records
 *
 * A channel is a family of logs in which one record stands once: "mainlog", "rejectlog",
 * "mail.log", "mail.warn".  The files of a rotated set are one family; equal records within it
 * are separate events, equal records in two families are copies of one.
 */
#ifndef STORE_CHANNEL_H
#define STORE_CHANNEL_H

#include "base/map.h"
#include "base/strbuf.h"

/* Appends the family of a file's name: its last part without what rotation adds (".1", ".2.gz",
 * "-20260102", ".01.gz"); "-" for standard input. */
void channel_name(struct strbuf *out, const char *path);

/* The number of a file's family, from 0 on, in the order in which they came up.  Values of the map
 * are its own. */
int channel_number(struct map *channels, const char *path);

/* The machine that an Exim log is named after, whose lines name none: "mx1" of "mx1-mainlog.2.gz"
 * and of "mainlog-mx1".  0: the name tells none. */
int channel_host(struct strbuf *out, const char *path);

/* 1 if the two paths are logs that one server writes side by side, so that a record of one stands
 * in the other too: Exim's mainlog and rejectlog, syslog's mail.log and mail.warn; in one
 * folder. */
int channel_siblings(const char *a, const char *b);

#endif
