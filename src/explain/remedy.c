/* remedy.c - stanzas chosen by cause and side, their holes filled: the one place where strangers'
 * words meet a shell, so it lets through what is known to be harmless and nothing else. */
#include "explain/remedy.h"

#include "base/text.h"
#include "knowledge/knowledge.h"
#include "knowledge/stanza.h"
#include "render/wrap.h"
#include "smtp/address.h"
#include "smtp/token.h"

enum { VALUE_MOST = 320, CAPTION_WIDTH = 76 };

/* ---- what fills a hole ------------------------------------------------------------- */

/* A host name, a domain, an address of a host, a queue id: nothing that a shell or a configuration
 * file could read otherwise. */
static int is_name(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!scan_is_alnum(s.ptr[i]) && s.ptr[i] != '.' && s.ptr[i] != '-' && s.ptr[i] != ':' &&
            s.ptr[i] != '_')
            return 0;
    return s.len > 0 && s.len <= VALUE_MOST && s.ptr[0] != '-';
}

/* One word for the shell: in single quotes unless it needs none.  0: it cannot be one. */
static int quote(struct strbuf *out, struct smtplog_slice s)
{
    int plain = 1;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < ' ' || c == 127)
            return 0;
        plain &= scan_is_alnum(s.ptr[i]) || (c && strchr("@._+-:", c) != NULL);
    }
    if (!s.len || s.len > VALUE_MOST || s.ptr[0] == '-' || !text_is_clean(s))
        return 0;
    strbuf_str(out, plain ? "" : "'");
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '\'')
            strbuf_str(out, "'\\''");
        else
            strbuf_char(out, s.ptr[i]);
    strbuf_str(out, plain ? "" : "'");
    return 1;
}

static int add_name(struct strbuf *out, struct smtplog_slice s)
{
    if (!is_name(s))
        return 0;
    strbuf_slice(out, s);
    return 1;
}

/* The first IP address that the reply names and that is not the other side's: the one refused. */
static struct smtplog_slice named_ip(const struct event *e)
{
    struct smtplog_slice text = e->text;
    for (size_t i = 0; i < text.len;) {
        size_t len = 0;
        while (i + len < text.len &&
               (scan_is_alnum(text.ptr[i + len]) || strchr(".:", text.ptr[i + len])) &&
               text.ptr[i + len])
            len++;
        struct smtplog_slice word = slice_head(slice_from(text, i), len);
        while (word.len && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ':'))
            word.len--;
        if (word.len > 6 && (token_is_ip4(word) || token_is_ip6(word)) &&
            !slice_eq(word, e->peer_ip))
            return word;
        i += len + 1;
    }
    return slice_of(NULL, 0);
}

static int add_domain(struct strbuf *out, struct smtplog_slice address)
{
    struct strbuf domain = {0};
    int found = address_domain(&domain, address) && add_name(out, strbuf_view(&domain));
    strbuf_release(&domain);
    return found;
}

enum hole {
    HOLE_IP, HOLE_HOST, HOLE_CLIENT, HOLE_NAMED, HOLE_RECIPIENT, HOLE_SENDER,
        HOLE_RECIPIENT_DOMAIN,
    HOLE_SENDER_DOMAIN, HOLE_USER, HOLE_QUEUE_ID, HOLES
};
static const struct { const char *name, *unknown; } holes[HOLES] = {
    [HOLE_IP] = {"ip", "IP_ADDRESS"}, [HOLE_HOST] = {"host", "HOST"},
    [HOLE_CLIENT] = {"client", "CLIENT_IP"}, [HOLE_NAMED] = {"named", "YOUR_IP"},
    [HOLE_RECIPIENT] = {"recipient", "RECIPIENT"}, [HOLE_SENDER] = {"sender", "SENDER"},
    [HOLE_RECIPIENT_DOMAIN] = {"recipient_domain", "RECIPIENT_DOMAIN"},
    [HOLE_SENDER_DOMAIN] = {"sender_domain", "SENDER_DOMAIN"}, [HOLE_USER] = {"user", "USER"},
    [HOLE_QUEUE_ID] = {"queue_id", "QUEUE_ID"},
};

/* What a hole in a command is filled with; 0: the event does not tell it, so the command is left
 * out.  A name of the other side goes where the command asks that side alone. */
static int add_value(struct strbuf *out, enum hole hole, const struct event *e)
{
    int inbound = e->direction == SMTPLOG_INBOUND;
    switch (hole) {
    case HOLE_IP: return add_name(out, e->peer_ip);
    case HOLE_HOST: return !inbound && (add_name(out, e->peer_name) || add_name(out, e->peer_ip));
    case HOLE_CLIENT: return add_name(out, inbound ? e->peer_ip : e->client_ip);
    case HOLE_NAMED: return !inbound && add_name(out, named_ip(e));
    case HOLE_RECIPIENT: return quote(out, e->recipient);
    case HOLE_SENDER: return quote(out, e->sender);
    case HOLE_RECIPIENT_DOMAIN: return add_domain(out, e->recipient);
    case HOLE_SENDER_DOMAIN: return add_domain(out, e->sender);
    case HOLE_USER: return quote(out, e->sasl_user);
    case HOLE_QUEUE_ID: return add_name(out, e->queue_id);
    default: return 0;
    }
}

/* "{recipient}" at the front of *c; an unknown word in braces stays as it is. */
static int fill_hole(struct strbuf *out, struct smtplog_slice *c, const struct event *event)
{
    struct smtplog_slice rest = slice_from(*c, 1), name;
    if (!scan_until(&rest, '}', &name))
        return 0;
    for (int i = 0; i < HOLES; i++)
        if (slice_is(name, holes[i].name)) {
            if (!add_value(out, (enum hole)i, event))
                strbuf_str(out, holes[i].unknown);
            *c = rest;
            return 1;
        }
    return 0;
}

void remedy_fill(struct strbuf *out, struct smtplog_slice line, const struct event *event)
{
    strbuf_str(out, "");
    while (line.len) {
        if (line.ptr[0] == '{' && fill_hole(out, &line, event))
            continue;
        strbuf_char(out, line.ptr[0]);
        line = slice_from(line, 1);
    }
}

/* ---- whose they are --------------------------------------------------------------- */

/* What lines for one mail server have in them; the rest is for all. */
static const struct { const char *mta, *word; } owners[] = {
    {"postfix", "postfix"}, {"postfix", "postconf"}, {"postfix", "postqueue"},
    {"postfix", "postsuper"}, {"postfix", "postcat"}, {"postfix", "posttls-finger"},
    {"exim", "exim"},
};

/* Of pasted words nobody knows whose they are: commands of both are told. */
static int is_of_server(struct smtplog_slice run, struct smtplog_slice mta)
{
    for (size_t i = 0; mta.len && i < sizeof owners / sizeof *owners; i++)
        if (slice_find(run, owners[i].word) >= 0 && !slice_is(mta, owners[i].mta))
            return 0;
    return 1;
}

/* What a row does not have and nobody could fill in: the queue id of a refusal before there was
 * one ("NOQUEUE"), the client of mail that this server delivers to itself. */
static int is_usable(struct smtplog_slice run, const struct event *e)
{
    int no_id = e->mta.len && !is_name(e->queue_id);
    int no_client = e->direction == SMTPLOG_LOCAL && !is_name(e->client_ip);
    return is_of_server(run, e->mta) && !(no_id && slice_find(run, "{queue_id}") >= 0) &&
           !(no_client && slice_find(run, "{client}") >= 0);
}

/* ---- which of them ------------------------------------------------------------------- */

static int is_of_class(const struct stanza *s, int class)
{
    struct smtplog_slice want = stanza_get(s, "Class");
    return !want.len || class == 0 || want.ptr[0] - '0' == class;
}

static int is_of_side(struct smtplog_slice want, enum who_side side)
{
    if (slice_is(want, "own"))
        return side == WHO_ANSWERED || side == WHO_ALONE;
    return !want.len || slice_is(want, side == WHO_ANSWERED ? "inbound" : "outbound");
}

/* Words that nobody knows the side of are mostly those of a server that refused. */
static int fits(const struct stanza *s, struct smtplog_slice cause, enum who_side side,
                struct smtplog_slice provider, const struct event *e)
{
    struct smtplog_slice who = stanza_get(s, "Provider"), mta = stanza_get(s, "Server");
    return stanza_lists(stanza_get(s, "Cause"), cause) && (!who.len || slice_eq(who, provider)) &&
           (!mta.len || !e->mta.len || slice_eq(mta, e->mta)) &&
           is_of_side(stanza_get(s, "Side"), side) && is_of_class(s, e->class);
}

static int is_line(const struct stanza_field *f, const struct event *e)
{
    return (slice_is(f->name, "Page") || slice_is(f->name, "Run")) && is_usable(f->value, e);
}

static int has_lines(const struct stanza *s, const struct event *e)
{
    for (size_t i = 0; i < s->count; i++)
        if (is_line(&s->fields[i], e))
            return 1;
    return 0;
}

/* The caption as a comment, so that all can be pasted at once. */
static void add_caption(struct strbuf *out, struct smtplog_slice caption)
{
    struct smtplog_slice line;
    strbuf_str(out, out->len ? "\n" : "");
    for (int first = 1; wrap_line(&caption, CAPTION_WIDTH - 2, &line); first = 0)
        strbuf_fmt(out, "%s# %.*s", first ? "" : "\n", (int)line.len, line.ptr);
}

static void add_lines(struct strbuf *out, const struct stanza *s, const struct event *event)
{
    for (size_t i = 0; i < s->count; i++)
        if (is_line(&s->fields[i], event)) {
            strbuf_char(out, '\n');
            remedy_fill(out, s->fields[i].value, event);
        }
}

void remedy_add(struct sheet *s, const struct lang *lang, struct smtplog_slice cause,
                enum who_side side, struct smtplog_slice provider, const struct event *event)
{
    const struct embedded_file *e = knowledge_file("commands.txt");
    struct stanza_file file = {0};
    struct strbuf text = {0};
    struct diag unheard = {0};
    const char *caption = knowledge_lang_of(lang->name) == KNOWLEDGE_RU ? "Ru" : "En";
    if (!e)
        return;
    stanza_file_read(&file, e->name, slice_of((const char *)e->bytes, e->len), &unheard);
    for (size_t i = 0; i < file.count; i++)
        if (fits(&file.stanzas[i], cause, side, provider, event) &&
            has_lines(&file.stanzas[i], event)) {
            add_caption(&text, stanza_get(&file.stanzas[i], caption));
            add_lines(&text, &file.stanzas[i], event);
        }
    sheet_add_commands(s, "commands", tr(lang, "Commands"), strbuf_view(&text));
    strbuf_release(&text);
    stanza_file_release(&file);
}
