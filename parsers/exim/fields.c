/* fields.c - the tag=value fields in front of an Exim log line's text */
#include "fields.h"
#include "token.h"

#include <stddef.h>

/* The end of the quoted part that starts at s[at], or s.len.  Exim before 4.99 left quotes inside
 * unescaped: only one with a blank, a colon or the end behind it closes. */
static size_t quoted_end(struct smtplog_slice s, size_t at)
{
    const char *front = s.ptr + at + 1;
    const char *quote = at + 1 < s.len ? memchr(front, '"', s.len - at - 1) : NULL;

    if (quote && !memchr(front, '\\', (size_t)(quote - front)) &&
        exim_is_blank_at(s, (size_t)(quote - s.ptr) + 1))
        return (size_t)(quote - s.ptr);         /* as nearly all are: nothing is escaped */
    for (size_t i = at + 1; i < s.len; i++) {
        if (s.ptr[i] == '\\')
            i++;
        else if (s.ptr[i] == '"' && (exim_is_blank_at(s, i + 1) || s.ptr[i + 1] == ':'))
            return i;
    }
    return s.len;
}

enum value { SKIP, HOST, PATH, USER, SIZE, SLICE, PROTOCOL, SHADOW };

struct tag {
    enum value value;
    size_t offset;                      /* of SLICE */
};

/* Tags of one letter by that letter, "H="; what is not named is passed over. */
static const struct tag letters[] = {
    ['H' - 'A'] = {HOST, 0},
    ['F' - 'A'] = {PATH, 0},
    ['P' - 'A'] = {PROTOCOL, 0},
    ['A' - 'A'] = {USER, 0},
    ['S' - 'A'] = {SIZE, 0},
    ['R' - 'A'] = {SLICE, offsetof(struct exim_fields, router)},
    ['T' - 'A'] = {SLICE, offsetof(struct exim_fields, transport)},
    ['C' - 'A'] = {SLICE, offsetof(struct exim_fields, confirmation)},
    ['Z' - 'A'] = {SKIP, 0},
};

static const struct longer {
    const char *name;                   /* with '=' */
    struct tag tag;
} longer[] = {
    {"ST=", {SHADOW, 0}},
    {"Ci=", {SLICE, offsetof(struct exim_fields, connection)}},
    {"id=", {SLICE, offsetof(struct exim_fields, message_id)}},
    {"id*=", {SLICE, offsetof(struct exim_fields, message_id)}},
};

/* `name` is of exim_tag_at(): a capital and '=', or longer. */
static struct tag tag_find(struct smtplog_slice name)
{
    if (name.len == 2)
        return letters[name.ptr[0] - 'A'];
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (slice_is(name, longer[i].name))
            return longer[i].tag;
    return (struct tag){SKIP, 0};
}

/* A value: "quoted", <in brackets>, or up to the blank.  Answers 2 if a colon behind it ends the
 * fields. */
static int value_scan(struct smtplog_slice *c, struct smtplog_slice *out)
{
    struct smtplog_slice s = *c;
    size_t i = 0;

    if (s.len && s.ptr[0] == '"') {
        size_t end = quoted_end(s, 0);
        *out = slice_of(s.ptr + 1, end - 1);
        s = slice_from(s, end + 1);
    } else if (!s.len || s.ptr[0] != '<' || !exim_angle_scan(&s, out)) {
        const char *blank = s.len ? memchr(s.ptr, ' ', s.len) : NULL;
        i = blank ? (size_t)(blank - s.ptr) : s.len;
        if (i && s.ptr[i - 1] == ':')
            i--;
        *out = slice_head(s, i);
        s = slice_from(s, i);
    }
    *c = s;
    return s.len && s.ptr[0] == ':' && exim_is_blank_at(s, 1) ? 2 : 1;
}

static void user_of(struct smtplog_slice value, struct exim_fields *f)
{
    struct smtplog_slice name, id = value;

    if (!scan_until(&id, ':', &name) || id.len == 0)
        return;
    f->user = id;
    scan_until(&id, ':', &f->user);     /* +smtp_mailauth adds the address of MAIL AUTH= */
}

/* P= stands for the protocol at an arrival, and for the return path in angle brackets where
 * +return_path_on_delivery is logged. */
static void value_store(struct tag t, struct smtplog_slice raw, struct smtplog_slice value,
                        struct exim_fields *f)
{
    uint64_t n;

    switch (t.value) {
    case PROTOCOL:
        if (raw.ptr[0] == '<' && !f->sender.ptr)
            f->sender = value;          /* +return_path_on_delivery */
        else if (raw.ptr[0] != '<')
            f->protocol = value;
        break;
    case PATH:
        f->sender = value;
        break;
    case USER:
        user_of(value, f);
        break;
    case SIZE:
        if (scan_number(&value, 18, &n))
            f->size = (int64_t)n;
        break;
    case SLICE:
        *(struct smtplog_slice *)(void *)((char *)f + t.offset) = value;
        break;
    case SKIP: case HOST: case SHADOW:
        break;
    }
}

/* One field; answers 2 if a colon behind it ends the fields. */
static int field_scan(struct smtplog_slice *c, struct exim_fields *f)
{
    struct smtplog_slice s = *c, name = exim_tag_at(s), value, raw;
    struct tag t;
    int more;

    if (!name.ptr)
        return 0;
    t = tag_find(name);
    s = slice_from(s, name.len);
    if (t.value == HOST && exim_host_scan(&s, &f->host)) {
        *c = s;
        return s.len && s.ptr[0] == ':' && exim_is_blank_at(s, 1) ? 2 : 1;
    }
    raw = s;
    more = value_scan(&s, &value);
    if (raw.len)
        value_store(t, raw, value, f);
    if (t.value == SHADOW && slice_starts(s, " (")) {
        struct smtplog_slice after = s, error;
        if (scan_until(&after, ')', &error))
            s = after;
    }
    *c = s;
    return more;
}

/* A bare mark: K, L*, L.-, PRDR, TFO*, DS, SPF, DMARC, ARC. */
static int mark_scan(struct smtplog_slice *c, struct exim_fields *f)
{
    static const char *const marks[] = {"K", "PRDR", "TFO", "TFO*", "DS", "SPF", "DMARC", "ARC"};
    size_t i = 0, dots = 1;

    while (!exim_is_blank_at(*c, i))
        i++;
    struct smtplog_slice word = slice_head(*c, i);
    if (word.len && word.ptr[0] == 'L') {
        while (dots < i && strchr("*.-", word.ptr[dots]) && word.ptr[dots])
            dots++;
        if (dots == i) {
            *c = slice_from(*c, i);
            return 1;
        }
    }
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        if (!word.len || word.ptr[0] != marks[m][0] || !slice_is(word, marks[m]))
            continue;
        f->chunking |= m == 0;
        *c = slice_from(*c, i);
        return 1;
    }
    return 0;
}

static void skip_blanks(struct smtplog_slice *c)
{
    while (scan_lit(c, " "))
        ;
}

void exim_fields_scan(struct smtplog_slice *c, struct exim_fields *f)
{
    for (;;) {
        int more;
        skip_blanks(c);
        if (c->len && c->ptr[0] == ':' && exim_is_blank_at(*c, 1)) {    /* " : " since 4.99 */
            *c = slice_from(*c, 1);
            skip_blanks(c);
            return;
        }
        if (slice_starts(*c, "DSH="))   /* smtp_handle_acl_fail() forgets the blank */
            *c = slice_from(*c, 2);
        more = field_scan(c, f);
        if (more == 2) {
            *c = slice_from(*c, 1);
            skip_blanks(c);
            return;
        }
        if (!more && !mark_scan(c, f))
            return;
    }
}

void exim_fill_client(struct smtplog_event *e, const struct exim_fields *f)
{
    e->peer_name = e->client_name = f->host.name;
    e->peer_ip = e->client_ip = f->host.ip;
    e->peer_port = f->host.port;
    if (!e->helo.ptr)
        e->helo = f->host.helo;
    if (f->user.ptr)
        e->sasl_user = f->user;
    if (f->sender.ptr && !e->sender.ptr)
        e->sender = f->sender;
    if (f->connection.ptr)
        e->session = f->connection;
    else if (f->host.endpoint.ptr && !e->session.ptr)
        e->session = f->host.endpoint;  /* else the pid must do: an address alone is no dialogue */
}

void exim_fill_server(struct smtplog_event *e, const struct exim_fields *f)
{
    if (f->host.name.ptr && !slice_eq(f->host.name, f->host.ip))
        e->peer_name = f->host.name;
    if (f->host.ip.ptr)
        e->peer_ip = f->host.ip;
    if (f->host.port)
        e->peer_port = f->host.port;
    if (f->sender.ptr && !e->sender.ptr)
        e->sender = f->sender;
    if (f->size)
        e->size = f->size;
}
