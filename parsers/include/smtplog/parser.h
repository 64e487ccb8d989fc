/* smtplog/parser.h - the door between smtplog and a log parser
 *
 * A parser knows one mail server (MTA).  The host frames the log: it takes off the
 * time stamp, host name and "program[pid]:", unfolds what syslog daemons fold ("message
 * repeated N times: [ X]" arrives as X), and hands over one record at a time.  The
 * parser answers what that record says, in the terms of RFC 5321, and nothing more:
 * joining records by queue id or session, counting, naming causes and storing are the
 * host's work, so every parser gets them alike.
 *
 * LIFE OF A PARSER.  The host finds the one symbol that SMTPLOG_PARSER() names, looks at abi,
 * size and name, then calls, each from one thread at a time:
 *
 *     check()                      once, when a shared object is loaded; built-in parsers are
 *                                  checked by the project's tests instead
 *     open() parse()... close()    once for each stream of records, in this order; several streams
 *                                  may be open at once, each with its own state
 *     open() alone()... close()    besides, ahead of parse(), once for each thread that helps with
 *                                  the stream
 *
 * A parser never allocates for the host, never prints, keeps no global state that changes, and
 * calls back only what struct smtplog_host offers.  All slices it returns point into the record,
 * into its own state (valid until the next call with that state) or into static text.
 *
 * The same source serves built in and as a shared object.  Built-in parsers come through the same
 * door as loaded ones and get nothing else.
 *
 * ABI: the number below changes with any change of a struct, enum value or meaning that an older
 * parser would misread.  The host refuses another number.  struct smtplog_parser and struct
 * smtplog_host carry their size and may grow at their end without a new number: a member that lies
 * beyond the other side's size is not there.  Records and events grow into their reserved members,
 * which are zero until then.
 */
#ifndef SMTPLOG_PARSER_H
#define SMTPLOG_PARSER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMTPLOG_PARSER_ABI 4u

/* Borrowed bytes, not terminated.  ptr == NULL: not known.  len == 0 with a ptr: known to be
 * empty, as the null sender "<>". */
struct smtplog_slice {
    const char *ptr;
    size_t len;
};

/* One record as the host framed it; lives until parse() returns. */
struct smtplog_line {
    int64_t time;                   /* Unix seconds, UTC */
    uint64_t number;                /* 1-based line in the source */
    uint32_t pid;                   /* from "tag[pid]" or the MTA's own "[pid]"; 0 if none */
    uint32_t flags;                 /* SMTPLOG_LINE_* */
    struct smtplog_slice host;      /* logging host; ptr NULL if the framing has none */
    struct smtplog_slice tag;       /* syslog tag or identifier, "postfix/smtpd"; NULL if none */
    struct smtplog_slice body;      /* what the program printed, first physical line */
    struct smtplog_slice more;      /* continuation lines joined by \n; NULL if none */
    uint64_t reserved[4];
};
enum {
    SMTPLOG_LINE_MTA_STAMP = 1,     /* framed by the MTA's own file format, not by syslog */
    SMTPLOG_LINE_CUT_TAG = 2        /* RFC 5424 framing, and no '/' in the tag: rsyslog cuts it at
                                       the first */
};

enum smtplog_result {
    SMTPLOG_SAID,       /* the record tells something: *event is filled */
    SMTPLOG_QUIET,      /* this parser's program, nothing to tell (noise, known and harmless) */
    SMTPLOG_NOT_MINE,   /* another program's record: ask the next parser */
    SMTPLOG_STRANGE,    /* this parser's program, words of failure, but no known form */
    SMTPLOG_UNKNOWN,    /* this parser's program, no words of failure, and no known form either:
                           not understood, but not alarming */
    SMTPLOG_IN_ORDER    /* of alone() only: parse() must be asked, when the record's turn comes */
};

enum smtplog_kind {
    SMTPLOG_FACTS = 1,  /* about a message or a session; no reply of its own */
    SMTPLOG_SUCCESS,    /* a 2xx reply: counted in traffic, not kept as an event */
    SMTPLOG_FAILURE     /* a failure or an intermediate reply: becomes an event */
};

enum smtplog_direction { SMTPLOG_INBOUND = 1, SMTPLOG_OUTBOUND, SMTPLOG_LOCAL };

/* The SMTP command that the reply answers (RFC 5321 section 4.1); EOD is the final dot. */
enum smtplog_phase {
    SMTPLOG_PHASE_UNKNOWN, SMTPLOG_CONNECT, SMTPLOG_EHLO, SMTPLOG_STARTTLS, SMTPLOG_AUTH,
    SMTPLOG_MAIL, SMTPLOG_RCPT, SMTPLOG_DATA, SMTPLOG_EOD, SMTPLOG_RSET, SMTPLOG_VRFY,
    SMTPLOG_ETRN, SMTPLOG_QUIT, SMTPLOG_OTHER, SMTPLOG_PHASES
};

enum smtplog_disposition {
    SMTPLOG_REJECTED = 1, SMTPLOG_DEFERRED, SMTPLOG_BOUNCED, SMTPLOG_EXPIRED,
    SMTPLOG_ABORTED,        /* the dialogue broke off */
    SMTPLOG_AUTH_FAILED, SMTPLOG_HELD, SMTPLOG_DISCARDED,
    SMTPLOG_WARNED,         /* would have been rejected: never final */
    SMTPLOG_ATTEMPT,        /* one host's failure before the delivery's result: never final */
    SMTPLOG_DISPOSITIONS
};

/* What a failure waits for that only a later record of its dialogue, or of its message, tells
 * (`awaits`, `tells`). */
enum smtplog_wait {
    SMTPLOG_WAIT_REAL = 1,  /* there was no failure at all unless the next record tells so */
    SMTPLOG_WAIT_HABIT,     /* the same, and at once; what a server does after it is configured, so
                               the host remembers by form how such dialogues went on */
    SMTPLOG_WAIT_OTHER,     /* it stands, unless the next record tells the same failure, which is
                               then final in its place; or the reply that was sent in its place,
                               flagged REPLACES */
    SMTPLOG_WAIT_SENT,      /* its reply crosses the wire only later, if a record to the dialogue's
                               end tells so: then in that record's phase */
    SMTPLOG_WAIT_PHASE,     /* which command was answered is told by the outcome of a delivery of
                               the same message, if that shows the same words of the same server:
                               then that record's phase */
    SMTPLOG_WAIT_MESSAGE    /* it stands; a record of the same message tells whose it is, and it
                               takes sender, client and the other side from there.  Told
                               without, when the dialogue goes on with another message */
};

enum smtplog_origin { SMTPLOG_BY_REMOTE = 1, SMTPLOG_BY_LOCAL };    /* who said no */

/* How the lines of a multi-line reply are glued in `reply`. */
enum smtplog_joint {
    SMTPLOG_ONE_LINE,
    SMTPLOG_BY_BLANK,       /* Postfix: "450-4.2.0 a 450 4.2.0 b" */
    SMTPLOG_BY_MARK,        /* Postfix SASL and milter texts: '?' or "??" */
    SMTPLOG_BY_ESCAPE,      /* Exim: a literal backslash-n */
    SMTPLOG_BY_QUOTED_ESCAPE, /* Exim C="...": backslashes doubled */
    SMTPLOG_BY_NEWLINE      /* real newlines */
};

enum smtplog_event_flags {
    SMTPLOG_NOT_FINAL = 1u << 0,        /* not a failure of its own, whatever the disposition */
    SMTPLOG_IS_ECHO = 1u << 1,          /* the quoted reply was given to another delivery */
    SMTPLOG_MESSAGE_BEGINS = 1u << 2,   /* queue_id starts a new message (ids are reused) */
    SMTPLOG_MESSAGE_ENDS = 1u << 3,     /* queue_id is done with */
    SMTPLOG_SESSION_BEGINS = 1u << 4,   /* the session key starts a new dialogue */
    SMTPLOG_SESSION_ENDS = 1u << 5,
    SMTPLOG_SETTLES = 1u << 6,          /* this reply closed the intermediate state of its phase:
                                           a later hang-up in the same phase is not left in 3xx */
    SMTPLOG_IF_OPEN = 1u << 7,          /* the 3xx, in code or after_code, is implied only if the
                                           dialogue left its phase open.  The host waits for what
                                           the dialogue's end counts: replies flagged SETTLES that
                                           were told before, what was refused without a word, and
                                           whether this service has shown such logins */
    SMTPLOG_ONCE = 1u << 8,             /* servers print it more than once for one failure: within
                                           a session or message a repeat of the same text is not
                                           final */
    SMTPLOG_PROBE = 1u << 9,            /* an address probe, not user mail */
    SMTPLOG_CODE_IMPLIED = 1u << 10,    /* `code` is not in the record; the MTA's source fixes
                                           it */
    SMTPLOG_HAS_QUEUE = 1u << 11,       /* `instance` has a queue of its own, so queue ids of its
                                           own */
    SMTPLOG_REPLACES = 1u << 12,        /* `reply` was sent in place of that of the event that
                                           waits for this record; only where none waits is this a
                                           failure */
    SMTPLOG_AFTER_BY_PEER = 1u << 13    /* of a delivery.  Of a success `after_code` is what
                                           this server said before the message was sent, 0: nothing
                                           (BDAT); of a failure it is implied, unless other
                                           deliveries speak against it */
};

/* What a record says; handed over zeroed. */
struct smtplog_event {
    uint32_t kind;                      /* enum smtplog_kind */
    uint32_t flags;                     /* enum smtplog_event_flags */
    uint32_t direction, phase, disposition, origin, joint;
    int32_t code;                       /* reply code, 0: none.  Left 0 when `reply` has it */
    int32_t after_code;                 /* 334 or 354 that the dialogue had reached, 0: none */
    uint32_t peer_port;                 /* 0: unknown */
    int64_t size;                       /* message size in bytes, 0: unknown */
    struct smtplog_slice reply;         /* the reply as logged, code first; host reads code,
                                           enhanced code and lines from it */
    struct smtplog_slice text;          /* the reason, where there is no `reply` (or beside it,
                                           where the kept text is to be another) */
    struct smtplog_slice enhanced;      /* x.y.z, where it stands outside `reply` (dsn=) */
    struct smtplog_slice challenge;     /* decoded 334 challenge */
    struct smtplog_slice process;       /* "smtpd", "smtp", "postscreen", ...; "exim" */
    struct smtplog_slice queue_id, message_id;
    struct smtplog_slice sender, recipient;         /* without angle brackets */
    struct smtplog_slice further;       /* further recipients for whom the record says the same,
                                           each in angle brackets or bare, parted by commas: the
                                           host tells the event of each */
    struct smtplog_slice peer_name, peer_ip;        /* the other side of this dialogue */
    struct smtplog_slice client_name, client_ip;    /* who submitted the message */
    struct smtplog_slice sasl_user, helo;
    struct smtplog_slice session;       /* key of the dialogue; NULL: host uses tag and pid */
    struct smtplog_slice next_queue_id; /* "queued as": the id at the next hop or after a filter,
                                           or of the notification that this message caused */
    struct smtplog_slice former_queue_id; /* the id before a filter or requeueing, or of the
                                             message
                                           that this notification is about */
    struct smtplog_slice identity;      /* the record's words without stamp and pid: equal in
                                           copies of the record in other logs.  NULL: body */
    const char *form;                   /* name of the form that matched, static */
    uint32_t accepted[SMTPLOG_PHASES];  /* 2xx replies that this record counts, by phase
                                           (Postfix disconnect lines); traffic only */
    uint16_t refused[SMTPLOG_PHASES];   /* beside them, those that were not 2xx, or never came */
    uint16_t wait;                      /* enum smtplog_wait, 0: nothing */
    uint32_t awaits, tells;             /* bits of the parser's own: an event that waits is decided
                                           by a later record with one of its bits */
    struct smtplog_slice instance;      /* which of the server's instances on this host speaks, or
                                           which of its services; NULL: there is but one */
    uint64_t reserved[1];
};

/* What the host lends to a parser.  Valid while the call that it is handed to runs; what open()
 * was handed, until close() returns. */
struct smtplog_host {
    size_t size;                        /* of this struct, as the host knows it */
    void *to;                           /* first argument of the functions */
    /* Tells the operator of a fault that is not the record's: a table that is wrong, a setting
     * that makes no sense.  One sentence, no newline, in English; the host puts the parser's name
     * in front.  Never for what stands in a log: answer SMTPLOG_STRANGE for that. */
    void (*warn)(void *to, const char *sentence);
    /* The operator's value of one of the parser's own options, else the option's fallback; NULL
     * for a name that is not in its table.  Lives as long as the host struct. */
    const char *(*setting)(void *to, const char *name);
};

/* Something about a parser that only the operator knows; a table of them ends with name NULL. */
struct smtplog_option {
    const char *name;                   /* [a-z][a-z0-9-]* */
    const char *fallback;               /* value when nothing is set, never NULL */
    const char *help;                   /* one line for people */
};

/* How the server's log words what a remote server said: for texts that come without their record,
 * a reason or a pasted line, so that the host finds the reply in them. */
enum smtplog_wording_role {
    SMTPLOG_BEFORE_REPLY = 1,   /* the reply follows at once: " said: " */
    SMTPLOG_BEFORE_COMMAND,     /* a command, ": " and the reply follow: "SMTP error from remote
                                   mail server after " */
    SMTPLOG_AFTER_REPLY,        /* the reply ends where this begins: " (in reply to " */
    SMTPLOG_BEFORE_PEER,        /* "name[ip]" or "name [ip]" of the remote server follows: "H=" */
    SMTPLOG_NAMES_PHASE         /* stands anywhere: the reply answers `phase` */
};

/* A table of them ends with words NULL; rows of one role are tried in order. */
struct smtplog_wording {
    const char *words;
    uint32_t role, phase;               /* phase: SMTPLOG_NAMES_PHASE only */
};

/* What a line of the server has in front that people leave out when they paste it.  A table of
 * them ends with front NULL; rows are tried in order, each where its words stand in the text,
 * until the parser knows the whole. */
struct smtplog_front {
    const char *starts;                 /* the text begins so; "": anyhow */
    const char *holds;                  /* and holds this anywhere; "": anything */
    const char *front;                  /* what makes it a line of a log */
};

/* The parser itself.  Tables and callbacks that may be NULL say so. */
struct smtplog_parser {
    uint32_t abi;                       /* SMTPLOG_PARSER_ABI */
    uint32_t flags;                     /* 0 */
    size_t size;                        /* of this struct, as the parser knows it */
    const char *name;                   /* "postfix": [a-z][a-z0-9-]*, the column `mta` */
    const char *summary;                /* one line for people */
    const char *const *samples;         /* whole log lines, NULL at the end; each must be framed
                                           and answered with SAID, checked when loaded */
    const struct smtplog_option *options;       /* or NULL: none */
    const struct smtplog_wording *wordings;     /* or NULL: none */

    /* Proves the parser's own tables sound (every expression compiles, every name stands once) and
     * tells each fault with host->warn().  Answers how many; with any, a shared object is refused.
     * Needs no state.  May be NULL. */
    unsigned (*check)(const struct smtplog_host *host);

    /* Makes the state of one stream: one file, in the order of its records.  Reads its settings
     * here, once.  NULL: no memory; the parser is then left out for this stream.  open and close
     * are either both there or both NULL: parse() then gets NULL for a state. */
    void *(*open)(const struct smtplog_host *host);
    void (*close)(void *state);         /* ends the stream; never called with NULL */

    /* Says what one record tells; enum smtplog_result.  *event comes zeroed and counts only with
     * SAID.  Called for every record of the stream that no other parser took before, in order; so
     * a state may remember what a later record needs, but not more than a bounded amount, and an
     * answer must never depend on records of another stream.  Must come back for any bytes
     * whatsoever, in time linear in their number. */
    int (*parse)(void *state, const struct smtplog_line *line, struct smtplog_event *event);

    const struct smtplog_front *fronts; /* or NULL: none */
    /* When this queue id was made, Unix seconds; 0: it is none of this server's, or does not tell.
     * May be NULL. */
    int64_t (*made)(struct smtplog_slice queue_id);

    /* The answer that parse() will give, where it hangs on the record alone: asked ahead, on other
     * threads, each with a state of its own from open() that gets some of the stream's records, in
     * their order.  IN_ORDER wherever the state would be looked at, would remember, or would hold
     * what *event points to; and wherever this state learns something that later answers of
     * alone() rest on, so that parse() learns it too.  Of all else parse() is not asked any more.
     * The record's time, number and `more` are not known yet, nor a host that the line does not
     * name: 0 and NULL.  May be NULL: all are asked in order. */
    int (*alone)(void *state, const struct smtplog_line *line, struct smtplog_event *event);
};

/* Is the member there, on the other side's word of its size? */
#define SMTPLOG_PARSER_HAS(p, member)                                                          \
    ((p)->size >= offsetof(struct smtplog_parser, member) + sizeof (p)->member && (p)->member)

/* The first members of every parser. */
#define SMTPLOG_PARSER_HEAD .abi = SMTPLOG_PARSER_ABI, .size = sizeof(struct smtplog_parser)

#ifdef SMTPLOG_PARSER_BUILTIN
#define SMTPLOG_PARSER_SYMBOL(id) smtplog_parser_##id
#else
#define SMTPLOG_PARSER_SYMBOL(id) smtplog_parser
#endif
/* The last declaration of a parser: SMTPLOG_PARSER(postfix) = {SMTPLOG_PARSER_HEAD, ...}; */
#define SMTPLOG_PARSER(id)                                                                     \
    extern const struct smtplog_parser SMTPLOG_PARSER_SYMBOL(id);                              \
    const struct smtplog_parser SMTPLOG_PARSER_SYMBOL(id)

#ifdef __cplusplus
}
#endif
#endif
