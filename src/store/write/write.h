/* write.h - what a batch writes: ids of texts, messages, sums by the hour, packs */
#ifndef STORE_WRITE_H
#define STORE_WRITE_H

#include "store/inside.h"

/* ---- dict.c: ids of texts; 0 for a text that is not known (ptr NULL), STORE_FAILED ---- */
int64_t dict_name(struct store *s, enum dict_name which, struct smtplog_slice name);
int64_t dict_address(struct store *s, struct smtplog_slice address);
int64_t dict_peer(struct store *s, struct smtplog_slice ip, struct smtplog_slice name);
int64_t dict_text(struct store *s, const struct event *e);
int64_t dict_reason(struct store *s, const struct event *e, int64_t peer_id);
/* Of a line whose log names no host: the host called "". */
int64_t dict_host(struct store *s, struct smtplog_slice host);
/* The domain of an address, in lower case; 0 where it has none. */
int64_t dict_domain(struct store *s, struct smtplog_slice address);
void peer_net(struct strbuf *out, struct smtplog_slice ip);

/* ---- message.c ---- */
/* Ids of the facts that e brings; 0: not known. */
struct message_facts { int64_t sender_id, client_id, sasl_id, helo_id; };
int message_facts(struct store *s, const struct event *e, struct message_facts *out);
/* The message's row, made if `create`; *out NULL: none. */
int message_find(struct store *s, const struct event *e, int64_t host_id, int create,
                 struct message **out);
/* Fills what the row lacks. */
int message_learn(struct store *s, struct message *m, const struct event *e,
                  const struct message_facts *facts);

/* ---- rollup.c ---- */
int hourly_count(struct store *s, int64_t ts, int64_t host_id, int64_t reason_id);
int64_t store_floor(int64_t time, int64_t unit);

/* ---- trail.c ---- */
int trail_shorten(struct store *s, int64_t now);        /* drops what is too old to meet its
                                                           copy */

/* ---- packs.c ---- */
/* What was packed and exported of the hours from `from` to `until`, that one included, stands no
 * longer. */
int pack_stale(struct store *s, int64_t from, int64_t until);
/* What was exported of them is told anew, no more: what changed is in no pack. */
int export_stale(struct store *s, int64_t from, int64_t until);
/* The sums of an hour stand no longer. */
int sum_stale(struct store *s, int64_t hour);

#endif
