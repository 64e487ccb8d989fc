/* smtplog/parser.h - the door between smtplog and a log parser
 *
 * A parser knows one mail server (MTA).  The host frames the log: it takes off the
 * time stamp, host name and "program[pid]:", and hands over one record at a time.  The
 * parser answers what that record says, in the terms of RFC 5321, and nothing more:
 * joining records by queue id or session, counting, naming causes and storing are the
 * host's work, so every parser gets them alike.
 *
 * A parser never allocates for the host, never prints, never calls back and keeps no
 * global state.  All slices it returns point into the record, into its own state
 * (valid until the next call with that state) or into static text.
 *
 * The same source serves built in and as a shared object: SMTPLOG_PARSER() names the one
 * symbol that the host looks for.  Built-in parsers come through the same door as loaded
 * ones and get nothing else.
 *
 * ABI: the number below changes with any change of a struct, enum value or meaning.  The
 * host refuses another number.  Reserved members are zero.
 */
#ifndef SMTPLOG_PARSER_H
#define SMTPLOG_PARSER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMTPLOG_PARSER_ABI 2u

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
    SMTPLOG_LINE_CUT_TAG = 2        /* RFC 5424 framing: rsyslog cuts the tag at the first '/' */
};

enum smtplog_verdict {
    SMTPLOG_SAID,       /* the record tells something: *event is filled */
    SMTPLOG_QUIET,      /* this parser's program, nothing to tell (noise, known and harmless) */
    SMTPLOG_NOT_MINE,   /* another program's record: ask the next parser */
    SMTPLOG_STRANGE     /* this parser's program, words of failure, but no known form */
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

enum smtplog_origin { SMTPLOG_BY_REMOTE = 1, SMTPLOG_BY_LOCAL };    /* whose verdict */

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
    SMTPLOG_UNLESS_SETTLED = 1u << 7,   /* code is the implied 3xx, unless the session had a reply
                                           flagged SETTLES in this phase: then it is that reply's
                                           code and no failure of its own */
    SMTPLOG_ONCE = 1u << 8,             /* servers print it more than once for one failure: within
                                           a session or message a repeat of the same text is not
                                           final */
    SMTPLOG_PROBE = 1u << 9,            /* an address probe, not user mail */
    SMTPLOG_CODE_IMPLIED = 1u << 10     /* `code` is not in the record; the MTA's source fixes it */
};

/* What a record says; handed over zeroed. */
struct smtplog_event {
    uint32_t kind;                      /* enum smtplog_kind */
    uint32_t flags;                     /* enum smtplog_event_flags */
    uint32_t direction, phase, disposition, origin, joint;
    int32_t code;                       /* reply code, 0: none.  Left 0 when `reply` has it */
    int32_t after_code;                 /* 334 or 354 that the dialogue had reached, 0: none */
    uint32_t repeat;                    /* further equal events ("message repeated N times") */
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
    struct smtplog_slice peer_name, peer_ip;        /* the other side of this dialogue */
    struct smtplog_slice client_name, client_ip;    /* who submitted the message */
    struct smtplog_slice sasl_user, helo;
    struct smtplog_slice session;       /* key of the dialogue; NULL: host uses tag and pid */
    struct smtplog_slice next_queue_id; /* "queued as": the id at the next hop or after a filter, or
                                           of the notification that this message caused */
    struct smtplog_slice former_queue_id; /* the id before a filter or requeueing, or of the message
                                           that this notification is about */
    struct smtplog_slice identity;      /* the record's words without stamp and pid: equal in
                                           copies of the record in other logs.  NULL: body */
    const char *form;                   /* name of the form that matched, static */
    uint32_t accepted[SMTPLOG_PHASES];  /* 2xx replies that this record counts, by phase
                                           (Postfix disconnect lines); traffic only */
    uint64_t reserved[8];
};

struct smtplog_parser {
    uint32_t abi;                       /* SMTPLOG_PARSER_ABI */
    uint32_t flags;                     /* 0 */
    const char *name;                   /* "postfix": [a-z][a-z0-9-]*, the column `mta` */
    const char *summary;                /* one line for people */
    const char *const *samples;         /* whole log lines, NULL at the end; each must be framed
                                           and answered with SAID, checked when loaded */
    /* Makes the state of one stream; NULL on failure.  May be NULL itself: no state. */
    void *(*open)(void);
    void (*close)(void *state);
    /* Says what the record tells; enum smtplog_verdict. */
    int (*parse)(void *state, const struct smtplog_line *line, struct smtplog_event *event);
    void *reserved[8];
};

#ifdef SMTPLOG_PARSER_BUILTIN
#define SMTPLOG_PARSER_SYMBOL(id) smtplog_parser_##id
#else
#define SMTPLOG_PARSER_SYMBOL(id) smtplog_parser
#endif
/* The last declaration of a parser: SMTPLOG_PARSER(postfix) = { .abi = SMTPLOG_PARSER_ABI, ... }; */
#define SMTPLOG_PARSER(id)                                                                     \
    extern const struct smtplog_parser SMTPLOG_PARSER_SYMBOL(id);                              \
    const struct smtplog_parser SMTPLOG_PARSER_SYMBOL(id)

#ifdef __cplusplus
}
#endif
#endif
