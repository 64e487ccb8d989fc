/* pasted.h - what somebody pasted, and the replies that are in it
 *
 * People have a bare reply, a line or a page of a log, a bounce with all its MIME parts, or a
 * dialogue typed by hand.  This room finds out which of these it is and hands out the failures in
 * it as events, ready for classify_ask(); it judges nothing itself.
 *
 *   - A log line is parsed by the parsers that `parse` uses, so both say the same (log.c).
 *   - A bounce gives one item for each recipient: from its delivery status (RFC 3464) where it has
 *     one, else from the words that Exim, qmail, Sendmail, Exchange or Gmail write (bounce.c).
 *   - A dialogue gives the refusals that stand for themselves, the last one first; what only
 *     follows from an earlier refusal (503 after a failed RCPT) is no item (dialogue.c).
 *   - Anything else is one reply, in the words that a program put around it (reply.c).
 *   - All of it may be UTF-16 or Latin, as editors of Windows save it (charset.c).
 *
 * Whatever is pasted is a stranger's: any bytes, NUL and escapes among them.  Passwords that
 * stand in a dialogue are never handed on.
 */
#ifndef PASTED_PASTED_H
#define PASTED_PASTED_H

#include "base/strbuf.h"
#include "classify/wordings.h"
#include "event/event.h"
#include "plugin/registry.h"

enum { PASTED_MAX = 4 * 1024 * 1024 };      /* bytes looked at */
enum { PASTED_ITEMS_MAX = 1000 };           /* failures kept */

enum pasted_kind { PASTED_NOTHING, PASTED_REPLY, PASTED_LOG, PASTED_BOUNCE, PASTED_DIALOGUE };

/* One step of a dialogue, for showing. */
struct pasted_turn {
    struct smtplog_slice command;       /* without its secrets; empty: the greeting */
    struct smtplog_slice text;          /* of the reply, without code; its lines joined by \n */
    struct smtplog_slice enhanced;
    int32_t code;
    uint32_t phase;
    int consequence;                    /* follows from an earlier refusal */
};

struct pasted {
    enum pasted_kind kind;
    struct event *items;                /* members before "from classify/" */
    size_t len, cap;
    struct pasted_turn *turns;          /* of a dialogue */
    size_t turns_len, turns_cap;
    size_t delivered;                   /* recipients of a bounce that got the message */
    size_t more;                        /* failures beyond PASTED_ITEMS_MAX */
    struct wordings wordings;           /* of the parsers, around a reply; made when
                                           first needed */
    struct strbuf plain;                /* the text as UTF-8, if it was not */
    char **kept;                        /* what the slices point to */
    size_t kept_len, kept_cap;
};

/* Reads; `text` must live as long as *out.  `registry` may be NULL: then no line is a log's. */
void pasted_read(struct pasted *out, struct smtplog_slice text, const struct registry *registry);
void pasted_release(struct pasted *p);

/* ---- for this room and its test ---- */

/* A copy that lives as long as *p. */
struct smtplog_slice pasted_keep(struct pasted *p, struct smtplog_slice s);
void pasted_add(struct pasted *p, const struct event *event);

/* Each fills *p and answers 1, or 0 if it is none of that kind. */
int pasted_log(struct pasted *p, struct smtplog_slice text, const struct registry *registry);
int pasted_bounce(struct pasted *p, struct smtplog_slice text);
int pasted_dialogue(struct pasted *p, struct smtplog_slice text);

/* One reply in any of the spellings of programs: code, enhanced code, phase, peer and text go to
 * *event as far as they can be read.  Answers 1 if there is a code of either kind. */
int pasted_reply(struct pasted *p, struct smtplog_slice words, struct event *event);

#endif
