/* knowledge.h - what replies, status codes and causes mean, in every language of the house
 *
 * The texts are files of schema/knowledge/ that live in the program (knowledge/stanza.h tells the
 * format, the head of each file its fields): nothing is read from disk, and loading takes a few
 * milliseconds at most.  All slices point into the loaded knowledge and live until
 * knowledge_free(); a slice with ptr NULL was not written.
 *
 * Two kinds of honesty: an entry marked `generic` is that of the class ("4xx", RFC 5321 section
 * 4.2.1) or of the subject ("X.7.0", RFC 3463 section 2) because nothing more is known of the code
 * asked for; an entry marked `seen` describes a number that no RFC defines but servers send.
 */
#ifndef KNOWLEDGE_KNOWLEDGE_H
#define KNOWLEDGE_KNOWLEDGE_H

#include "base/diag.h"
#include "base/embedded.h"

#include <smtplog/scan.h>

enum knowledge_lang { KNOWLEDGE_EN, KNOWLEDGE_RU, KNOWLEDGE_LANGS };

/* "en", "ru"; and back from a locale's name ("ru_RU.UTF-8"), English if it is none of ours. */
const char *knowledge_lang_word(int lang);
int knowledge_lang_of(const char *locale);

/* One basic or enhanced code in one language. */
struct knowledge_code {
    char code[12];                      /* as asked for: "550", "5.7.26"; "5xx", "X.7.26" when
                                           stepping through all */
    int32_t class;                      /* first digit, 0 for X */
    unsigned enhanced : 1, generic : 1, seen : 1;
    struct smtplog_slice entry;         /* the entry's own name: "550", "5xx", "X.7.0" */
    struct smtplog_slice title, description, when_seen, how_to_fix, source;
    struct smtplog_slice beware;        /* a provider means something else by it */
    struct smtplog_slice phases;        /* "rcpt, eod": words of the contract, or "any" */
    struct smtplog_slice pairs;         /* enhanced: basic codes it goes with */
    struct smtplog_slice next;          /* answer, proceed, retry, stop: what the client does */
    struct smtplog_slice session;       /* reply codes: open, waits, closes: the
                                           connection after it */
    struct smtplog_slice scope;         /* reply codes: what it is about: login, recipient, ... */
    struct smtplog_slice message;       /* reply codes: what becomes of the message */
    struct smtplog_slice then, after;   /* reply codes within the same command: that may follow it,
                                           that it may follow */
    struct smtplog_slice example;       /* such a reply */
    struct smtplog_slice usually;       /* its commonest reason, a clause */
    struct smtplog_slice who_acts;      /* client-admin, sender-dns, sender, recipient, ... */
    struct smtplog_slice persistence;   /* none, intermediate, transient, permanent */
    struct smtplog_slice standard;      /* yes, no, historic, experimental */
};

struct knowledge_cause {
    struct smtplog_slice cause;         /* "user-unknown" */
    struct smtplog_slice who_acts;      /* client-admin, sender-dns, sender, recipient,
                                           recipient-admin, wait; the main actor first */
    struct smtplog_slice title, description, how_to_fix, wont_help, source;
    struct smtplog_slice inbound, outbound;     /* how_to_fix where this server refused a client,
                                                   where another refused this one; may be empty */
    struct {
        struct smtplog_slice how_to_fix, wont_help, inbound, outbound;
    } of_class[2];                    /* of a 4xx, of a 5xx, where the texts above contradict it */
};

/* How a client proves in AUTH who it is (SASL, RFC 4422). */
struct knowledge_mechanism {
    struct smtplog_slice mechanism;     /* "SCRAM-SHA-256" */
    struct smtplog_slice standard;      /* yes, no, historic */
    struct smtplog_slice title, description, when_seen, how_to_fix, beware, source;
    /* clauses */
    struct smtplog_slice wire, dialogue, without_tls, keeps, needs, usually;
};

struct knowledge;

/* Loads the embedded files; faults in them go to diag (there are none in a tested build). */
struct knowledge *knowledge_new(struct diag *diag);
void knowledge_free(struct knowledge *k);

/* The entry of a basic code (200..599; numbers only seen in the wild too), of an enhanced code
 * ("5.7.26", class 2, 4 or 5), of a cause.  0 if it is no such thing at all. */
int knowledge_reply(const struct knowledge *k, int32_t code, int lang, struct knowledge_code *out);
int knowledge_enhanced(const struct knowledge *k, struct smtplog_slice code, int lang,
                       struct knowledge_code *out);
int knowledge_cause(const struct knowledge *k, struct smtplog_slice cause, int lang,
                    struct knowledge_cause *out);

/* A mechanism by its name, in whatever letters.  0 if there is none. */
int knowledge_mechanism(const struct knowledge *k, struct smtplog_slice name, int lang,
                        struct knowledge_mechanism *out);

/* The cause's advice for a reply of that class (a 4xx is no reason to give an address up, a 5xx is
 * not cured by waiting): its texts, where there are any, stand in the place of all others. */
void knowledge_cause_of_class(struct knowledge_cause *cause, int class);

/* 1 if that provider means something else by the enhanced code than the registry does. */
int knowledge_collides(const struct knowledge *k, const struct knowledge_code *code,
                       struct smtplog_slice provider);

/* What sets two codes, causes or mechanisms apart beyond their entries: the i-th sentence of the
 * pair's field ("Difference", "Choose"), whichever stands first.  `a` and `b` as entries: "550",
 * "X.7.1", "greylisted".  ptr NULL: no more. */
struct smtplog_slice knowledge_pair(const struct knowledge *k, struct smtplog_slice a,
                                    struct smtplog_slice b, int lang, const char *field, size_t i);

/* The enhanced code that a number is when its dots were lost ("4.4.7" for 447); ptr NULL if it is
 * none. */
struct smtplog_slice knowledge_lost_dots(const struct knowledge *k, int32_t code);

/* Step through everything, in the files' order: i from 0, 0 at the end.  Replies come with the
 * class stanzas ("5xx", generic) and the codes only seen. */
int knowledge_reply_at(const struct knowledge *k, size_t i, int lang, struct knowledge_code *out);
int knowledge_enhanced_at(const struct knowledge *k, size_t i, int lang,
                          struct knowledge_code *out);
int knowledge_cause_at(const struct knowledge *k, size_t i, int lang, struct knowledge_cause *out);
int knowledge_mechanism_at(const struct knowledge *k, size_t i, int lang,
                           struct knowledge_mechanism *out);

/* A file of schema/knowledge/ by name; NULL: there is none. */
const struct embedded_file *knowledge_file(const char *name);

/* A number that changes with any change of the embedded texts: stored beside what was derived. */
uint64_t knowledge_version(void);

#endif
