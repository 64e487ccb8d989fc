/* reason.c - the TEXT of a failed delivery: a remote reply, a break-off, or the client's own words
 *
 * smtp_trouble.c, smtp_proto.c, smtp_connect.c, smtp_sasl_glue.c, smtp_tls_policy.c.  A reply
 * keeps its lines glued by blanks, in SASL texts by '?'.  What fits no row is told as it is. */
#include "pieces.h"
#include "postfix.h"

enum what {
    REPLY,          /* a reply follows, "(in reply to COMMAND command)" may end it */
    GREETING,       /* a reply to connection, EHLO, HELO or LHLO: not told to which */
    CACHED,         /* a remembered reply */
    WHERE,          /* "while WHERE" tells the phase */
    WORDS           /* the client's own words, a host may follow */
};

struct row {
    const char *starts;                 /* a host follows */
    const char *then;                   /* and then this; NULL: any words */
    uint32_t what, phase, joint;
};

static const struct row rows[] = {
    {"host ", " said: ", REPLY, 0, SMTPLOG_BY_BLANK},
    {"host ", " refused to talk to me: ", GREETING, 0, SMTPLOG_BY_BLANK},
    {"lost connection with ", " while ", WHERE, 0, 0},
    {"conversation with ", " timed out while ", WHERE, 0, 0},
    {"connect to ", ": ", WORDS, SMTPLOG_CONNECT, 0},
    {"SASL authentication failed; server ", " said: ", REPLY, SMTPLOG_AUTH, SMTPLOG_BY_MARK},
    {"SASL [CACHED] authentication failed; server ", " said: ", CACHED, SMTPLOG_AUTH,
     SMTPLOG_BY_MARK},
    {"TLS is required, but host ", " refused to start TLS: ", REPLY, SMTPLOG_STARTTLS,
     SMTPLOG_BY_BLANK},
    {"Sender requested REQUIRETLS, but host ", " refused to start TLS: ", REPLY, SMTPLOG_STARTTLS,
     SMTPLOG_BY_BLANK},
    {"TLS is required, but was not offered by host ", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"TLS is required, but ", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"Sender requested REQUIRETLS, but ", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"Cannot start TLS: ", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"Server certificate ", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"client TLS configuration problem", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"TLSA lookup error for ", NULL, WORDS, SMTPLOG_STARTTLS, 0},
    {"SASL authentication failed", " server ", WORDS, SMTPLOG_AUTH, 0},
    {"SASL authentication failed", NULL, WORDS, SMTPLOG_AUTH, 0},
    {"SASL ", " server ", WORDS, SMTPLOG_AUTH, 0},
    {"SMTPUTF8 is required, but was not offered by host ", NULL, WORDS, 0, 0},
    {"local data error while talking to ", NULL, WORDS, 0, 0},
    {"unable to look up host ", NULL, WORDS, 0, 0},
    {"Host or domain name not found", NULL, WORDS, 0, 0},
    {"Name service error for ", NULL, WORDS, 0, 0},
    {"network address conversion failed", NULL, WORDS, 0, 0},
    {"message size ", " of server ", WORDS, 0, 0},
    {"message requires SMTPUTF8", NULL, WORDS, 0, 0},
    {"mail for ", " loops back to myself", WORDS, 0, 0},
    {"server unavailable or unable to receive mail", NULL, WORDS, 0, 0},
    {"unexpected server message", NULL, WORDS, 0, 0},
};

/* Where the dialogue broke (smtp_proto.c, smtp_state[]).  AUTH has no words of its own. */
static const struct { const char *where; uint32_t phase; int32_t after; } places[] = {
    {"receiving the initial server greeting", SMTPLOG_CONNECT, 0},
    {"performing the EHLO handshake", SMTPLOG_EHLO, 0},
    {"performing the HELO handshake", SMTPLOG_EHLO, 0},
    {"performing the LHLO handshake", SMTPLOG_EHLO, 0},
    {"receiving the STARTTLS response", SMTPLOG_STARTTLS, 0},
    {"sending XFORWARD ", SMTPLOG_OTHER, 0},
    {"sending MAIL FROM", SMTPLOG_MAIL, 0},
    {"sending RCPT TO", SMTPLOG_RCPT, 0},
    {"sending DATA command", SMTPLOG_DATA, 0},
    {"sending message body", SMTPLOG_EOD, 354},
    {"sending end of data", SMTPLOG_EOD, 354},
    {"sending final RSET", SMTPLOG_RSET, 0},
    {"sending QUIT", SMTPLOG_QUIT, 0},
};

static void read_where(struct smtplog_slice c, struct smtplog_event *e)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (slice_starts(c, places[i].where)) {
            e->phase = places[i].phase;
            e->after_code = places[i].after;
            return;
        }
}

/* "refused to talk to me" does not tell whether connection or HELO was refused: codes and words
 * that only an answer to a command has point to the latter. */
static uint32_t greeting_phase(struct smtplog_slice reply, int32_t code)
{
    static const char *const words[] = {
        "HELO", "EHLO", "LHLO", "helo", "ehlo", "Helo", "domain name", "on this connection",
        "yntax error",
    };
    if (code >= 500 && code <= 504)
        return SMTPLOG_EHLO;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_find(reply, words[i]) >= 0)
            return SMTPLOG_EHLO;
    return SMTPLOG_CONNECT;
}

/* Takes "(in reply to COMMAND command)" off the end. */
static void cut_command(struct smtplog_slice *reply, struct smtplog_event *e)
{
    static const char key[] = " (in reply to ";
    ptrdiff_t at = slice_rfind(*reply, key), end;
    struct smtplog_slice command;

    if (at < 0)
        return;
    command = slice_from(*reply, (size_t)at + sizeof key - 1);
    end = slice_find(command, " command");
    if (end >= 0)
        e->phase = form_phase(slice_head(command, (size_t)end));
    *reply = slice_head(*reply, (size_t)at);
}

/* Does one more line of this reply, "NNN-" or "NNN ", stand in it? */
static int goes_on(struct smtplog_slice reply, int32_t code)
{
    char next[6] = {' ', (char)('0' + code / 100), (char)('0' + code / 10 % 10),
                    (char)('0' + code % 10), '\0', '\0'};
    for (const char *end = " -"; *end; end++) {
        next[4] = *end;
        if (slice_find(reply, next) >= 0)
            return 1;
    }
    return 0;
}

/* What is no reply line, "550: text" too, is kept and read over until one comes (smtp_chat.c
 * smtp_chat_resp); often that is the 354 to DATA, which is then wrong, dsn=5.5.0. */
static int is_read_on(struct smtplog_slice dsn, char digit)
{
    return (digit == '2' || digit == '3') && (!dsn.len || slice_is(dsn, "5.5.0"));
}

/* The last line decides.  Some servers say rubbish before their reply, or begin "550-" and end
 * "451 ": then the code is that of a later line, known by its enhanced code or by dsn='s class. */
static void find_last_line(struct smtplog_slice *reply, struct smtplog_event *e)
{
    char class = e->enhanced.len ? e->enhanced.ptr[0] : '\0';
    struct smtplog_slice c = *reply, dsn, read_on = {0};
    int32_t code;
    int is_reply = scan_code(&c, &code);

    if (is_reply && (!c.len || c.ptr[0] != '-' || goes_on(*reply, code)))
        return;
    for (size_t i = 1; i + 4 < reply->len; i++) {
        c = slice_from(*reply, i);
        if (reply->ptr[i - 1] != ' ' || !scan_code(&c, &code) || !scan_lit(&c, " "))
            continue;
        if (!is_reply && !read_on.ptr && is_read_on(e->enhanced, reply->ptr[i]))
            read_on = slice_from(*reply, i);
        if (reply->ptr[i] != class && (!scan_enhanced(&c, &dsn) || dsn.ptr[0] != reply->ptr[i]))
            continue;
        read_on = slice_from(*reply, i);
        break;
    }
    if (!read_on.ptr)
        return;
    e->text = *reply;
    *reply = read_on;
}

/* 1yz, which RFC 5321 does not have: kept as a code, though no reply scanner takes it for one. */
static void read_preliminary(struct smtplog_slice reply, struct smtplog_event *e)
{
    struct smtplog_slice c = reply;
    uint64_t code;

    if (reply.len && reply.ptr[0] == '1' && scan_number(&c, 3, &code) && code >= 100 &&
        scan_lit(&c, " ")) {
        e->code = (int32_t)code;
        e->text = c;
        e->origin = SMTPLOG_BY_LOCAL;
    }
}

/* A reply in a reason, "said: 550 ...": its code, its last line, and the command that it
 * answered. */
static void read_reply(const struct row *row, struct smtplog_slice reply, struct smtplog_event *e)
{
    struct smtplog_slice c;
    int32_t code = 0;

    e->phase = row->phase;
    e->text = slice_of(NULL, 0);
    if (row->what == REPLY)
        cut_command(&reply, e);
    find_last_line(&reply, e);
    c = reply;
    scan_code(&c, &code);
    if (row->what == GREETING)
        e->phase = greeting_phase(reply, code);
    if (row->what == CACHED)
        e->flags |= SMTPLOG_IS_ECHO;
    if (e->phase == SMTPLOG_EOD)
        e->after_code = 354;
    e->reply = reply;
    e->joint = row->joint;
    /* a 2xx or 3xx in the wrong place: that it is an error is said by this side */
    e->origin = code >= 200 && code < 400 ? SMTPLOG_BY_LOCAL : SMTPLOG_BY_REMOTE;
    read_preliminary(reply, e);
}

/* The host that a row names; a remembered reply's has no address. */
static int host_scan(struct smtplog_slice *c, struct endpoint *host)
{
    size_t n = 0;

    if (endpoint_scan(c, host))
        return 1;
    while (n < c->len && c->ptr[n] != ' ' && c->ptr[n] != ':')
        n++;
    *host = (struct endpoint){slice_head(*c, n), {0}, 0};
    *c = slice_from(*c, n);
    return n > 0;
}

/* The host that spoke may be another than relay='s; the latter has its port. */
static void set_peer(const struct endpoint *host, struct smtplog_event *e)
{
    uint32_t port = host->ip.ptr && slice_eq(host->ip, e->peer_ip) ? e->peer_port : 0;

    endpoint_is_peer(host, e);
    if (!e->peer_port)
        e->peer_port = port;
}

/* Does a reason have the words of the row, and a host where the row wants one? Then e is
 * filled. */
static int row_fits(const struct row *row, struct smtplog_slice text, struct smtplog_event *e)
{
    struct smtplog_slice c = text, before;
    struct endpoint host;

    if (c.len == 0 || c.ptr[0] != row->starts[0] || !scan_lit(&c, row->starts))
        return 0;
    if (row->what == WORDS && row->phase != SMTPLOG_CONNECT) {
        if (row->then && !scan_until_lit(&c, row->then, &before))
            return 0;
        if (endpoint_scan(&c, &host))
            set_peer(&host, e);
    } else {
        int found = row->what == WORDS ? endpoint_scan(&c, &host) : host_scan(&c, &host);
        if (!found || !scan_lit(&c, row->then))
            return 0;
        set_peer(&host, e);
    }
    e->phase = row->phase;
    e->text = text;
    e->origin = SMTPLOG_BY_LOCAL;
    if (row->what == WHERE)
        read_where(c, e);
    else if (row->what != WORDS)
        read_reply(row, c, e);
    return 1;
}

int postfix_reason(struct smtplog_slice text, struct smtplog_event *e)
{
    if (scan_lit(&text, "delivery temporarily suspended: ")) {
        e->flags |= SMTPLOG_IS_ECHO;
        e->text = text;
    }
    scan_lit(&text, "Protocol error: ");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (row_fits(&rows[i], text, e))
            return 1;
    return 0;
}
