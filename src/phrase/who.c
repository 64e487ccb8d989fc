/* The parts of a dialogue as the people who play them: a table of part and side, for "who must
 * act" is the first thing that a reader wants to know, and the wrong one costs him a day. */
#include "phrase/who.h"

#include "event/event.h"

#define YOU N_("you, who run this mail server")
#define REMOTE N_("the administrator of the recipient's server")

static const struct {
    const char *part, *words[WHO_SIDES];
} roles[] = {
    {"server-admin", {N_("the administrator of the server that answered"), YOU, REMOTE, YOU}},
    {"client-admin", {N_("the administrator of the sending mail server"),
                      N_("whoever runs the client's mail server"), YOU, YOU}},
    {"sender-dns", {N_("whoever runs DNS for the sender's domain"),
                    N_("whoever runs DNS for the sender's domain"),
                    N_("whoever runs DNS for the sender's domain"),
                    N_("whoever runs DNS for the sender's domain")}},
    {"sender", {N_("the user or program that sends"), N_("the user or program that sends"),
                N_("the user or program that sends"), N_("the user or program that sends")}},
    {"recipient", {N_("the recipient"), N_("the recipient, your user"), N_("the recipient"),
                   N_("the recipient")}},
    {"recipient-admin", {REMOTE, YOU, REMOTE, REMOTE}},
    {"wait", {N_("nobody: it passes by itself"), N_("nobody: it passes by itself"),
              N_("nobody: it passes by itself"), N_("nobody: it passes by itself")}},
    {"none", {N_("nobody"), N_("nobody"), N_("nobody"), N_("nobody")}},
};

enum who_side who_side_of(uint32_t direction, uint32_t origin)
{
    if (direction == SMTPLOG_INBOUND || direction == SMTPLOG_LOCAL)
        return WHO_ANSWERED;
    if (direction != SMTPLOG_OUTBOUND)
        return WHO_UNKNOWN;
    return origin == SMTPLOG_BY_LOCAL ? WHO_ALONE : WHO_ASKED;
}

struct smtplog_slice who_of_class(struct smtplog_slice parts, int class)
{
    struct smtplog_slice rest = parts;
    if (class != 5 || !parts.len)
        return parts;
    if (slice_is(parts, "wait"))
        return SLICE_LIT("server-admin");
    if (scan_lit(&rest, "wait,"))
        return slice_trim(rest);
    ptrdiff_t comma = slice_rfind(parts, ",");
    if (comma > 0 && slice_is(slice_trim(slice_from(parts, (size_t)comma + 1)), "wait"))
        return slice_trim(slice_head(parts, (size_t)comma));
    return parts;
}

static const char *find(struct smtplog_slice part, enum who_side side)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (slice_is(part, roles[i].part))
            return roles[i].words[side];
    return NULL;
}

static struct smtplog_slice next_part(struct smtplog_slice *list)
{
    struct smtplog_slice part;
    if (!scan_until(list, ',', &part)) {
        part = *list;
        *list = slice_of(NULL, 0);
    }
    return slice_trim(part);
}

int who_turn(struct smtplog_slice parts, enum who_side side)
{
    struct smtplog_slice first = next_part(&parts);
    const char *words = find(first, side);
    if (slice_is(first, "wait") || slice_is(first, "none"))
        return 2;
    return words && strcmp(words, YOU) == 0 ? 0 : 1;
}

void who_words(struct strbuf *out, const struct lang *lang, struct smtplog_slice list,
               enum who_side side)
{
    size_t start = out->len;
    while (list.len) {
        struct smtplog_slice part = next_part(&list);
        const char *words = find(part, side);
        int later = out->len > start;
        if (!words && part.len == 0)
            continue;
        if (later && slice_is(part, "wait")) {
            strbuf_fmt(out, "; %s", tr(lang, "or time, for it may pass by itself"));
            continue;
        }
        if (words && slice_find(slice_from(strbuf_view(out), start), tr(lang, words)) >= 0)
            continue;
        if (later)
            strbuf_fmt(out, "; %s ", tr(lang, "then"));
        if (words)
            strbuf_str(out, tr(lang, words));
        else
            strbuf_slice(out, part);
    }
}

struct smtplog_slice who_fix(const struct knowledge_cause *cause, enum who_side side)
{
    struct smtplog_slice own = side == WHO_ANSWERED ? cause->inbound
                             : side == WHO_UNKNOWN ? slice_of(NULL, 0) : cause->outbound;
    return own.len ? own : cause->how_to_fix;
}
