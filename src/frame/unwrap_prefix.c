/* unwrap_prefix.c - words, marks and numbers in front of a line
 *
 * Where a prefix has a form of its own, it is taken off by that form and the survey finds out
 * whether lines stand behind it.  Where it is any word, or a path, a whole line must follow. */
#include "frame/unwrap_rows.h"

enum { PREFIX_MAX = 255, NAME_MAX_BYTES = 128, MARK_MAX = 16, WORDS_MOST = 8 };

static enum undone done(struct peeled *p, struct smtplog_slice rest)
{
    p->text = rest;
    return UNDO_DONE;
}

/* Behind a prefix that has no form of its own something must stand that is known by itself. */
static int is_line_or_object(struct smtplog_slice text)
{
    struct smtplog_slice mark;
    if (slice_starts(text, "{\"") || slice_starts(text, "[[") || unwrap_is_line(text) ||
        (text.len > 1 && text.ptr[0] == '[' && scan_is_digit(text.ptr[1])))
        return 1;
    /* "[info]line": another row's */
    return scan_lit(&text, "[") && scan_until(&text, ']', &mark) && mark.len < MARK_MAX &&
           unwrap_is_line(text);
}

/* How long the control sequence behind an ESC is (ECMA-48 section 5.4): "[ parameters letter", or
 * "] words BEL", a window's title. */
static size_t sequence_length(struct smtplog_slice c)
{
    size_t i = 1;
    if (!c.len || (c.ptr[0] != '[' && c.ptr[0] != ']'))
        return 0;
    while (i < c.len && (c.ptr[0] == '[' ? c.ptr[i] < '@' || c.ptr[i] > '~'
                                         : c.ptr[i] != '\a' && c.ptr[i] != 0x1b))
        i++;
    return i < c.len ? i + (c.ptr[i] != 0x1b) : i;
}

/* How many bytes at the front stand for ESC: itself; "^[", as cat -v and pagers show it; none,
 * where it was lost and "[32m" is left.  -1: no sequence begins here. */
static int escape_length(struct smtplog_slice c)
{
    size_t i = 1;
    if (c.ptr[0] == 0x1b)
        return 1;
    if (slice_starts(c, "^[["))
        return 2;
    while (c.ptr[0] == '[' && i < c.len && (scan_is_digit(c.ptr[i]) || c.ptr[i] == ';'))
        i++;
    return i > 1 && i < c.len && c.ptr[i] == 'm' ? 0 : -1;
}

/* A terminal's colours and titles. */
enum undone undo_colours(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    size_t begin = 0, i = 0;
    if (!c.len || (!memchr(c.ptr, 0x1b, c.len) && c.ptr[0] != '^' && c.ptr[0] != '['))
        return UNDO_NO;
    strbuf_clear(&u->scratch);
    while (i < c.len) {
        const int escape = strchr("\x1b^[", c.ptr[i]) ? escape_length(slice_from(c, i)) : -1;
        if (escape < 0) {
            i++;
            continue;
        }
        strbuf_add(&u->scratch, c.ptr + begin, i - begin);
        i += (size_t)escape;
        begin = i += sequence_length(slice_from(c, i));
    }
    if (begin == 0)
        return UNDO_NO;
    c = slice_from(c, begin);
    strbuf_slice(&u->scratch, c);
    return done(p, strbuf_view(&u->scratch));
}

/* The mark of a quotation, a list or a frame at the front: its length. */
static size_t mark_length(struct smtplog_slice c)
{
    static const char *const frames[] = {"\xe2\x94\x82", "\xe2\x94\x83", "\xe2\x95\x91"};
    if (c.len && strchr(">|*+-", c.ptr[0]))
        return 1;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (slice_starts(c, frames[i]))
            return 3;
    return 0;
}

/* "> line", "* line", "| line |", "**line**", a terminal's frame (U+2502, U+2503, U+2551). */
enum undone undo_quote(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = slice_unindented(p->text);
    const int is_cell = slice_starts(c, "|"), is_bold = slice_starts(c, "**");
    size_t marks = 0, len;
    (void)u;
    while (marks < 8 && (len = mark_length(c)) > 0) {
        c = slice_unindented(slice_from(c, len));
        marks++;
    }
    if (is_cell && slice_ends(c, " |"))         /* of a table of one column */
        c = slice_trim(slice_head(c, c.len - 1));
    if (is_bold && slice_ends(c, "**"))
        c.len -= 2;
    return marks ? done(p, c) : UNDO_NO;
}

/* Blanks, also the one that does not break (U+00A0), as web pages copy it; signs of no width
 * (U+200B, U+200E, U+200F, U+FEFF); a terminal's carriage return. */
enum undone undo_indent(struct undoing *u, struct peeled *p)
{
    static const char *const unseen[] = {"\xc2\xa0", "\xe2\x80\x8b", "\xe2\x80\x8e",
                                         "\xe2\x80\x8f", "\xef\xbb\xbf", "\r"};
    struct smtplog_slice c = p->text, before;
    (void)u;
    do {
        before = c;
        c = slice_unindented(c);
        for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
            scan_lit(&c, unseen[i]);
    } while (c.len != before.len);
    return c.len != p->text.len ? done(p, c) : UNDO_NO;
}

/* "postfix-1  | ", "mail_postfix.1.a1b2@node1    | ", "[postfix] | ", foreman's
 * "10:00:00 smtp.1 | " */
enum undone undo_compose(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    size_t i = 0;
    (void)u;
    if (c.len > 9 && c.ptr[2] == ':' && c.ptr[5] == ':' && c.ptr[8] == ' ')
        c = slice_from(c, 9);
    while (i < c.len && i <= NAME_MAX_BYTES && !scan_is_blank(c.ptr[i]) && c.ptr[i] != '|')
        i++;
    if (i == 0 || i > NAME_MAX_BYTES)
        return UNDO_NO;
    c = slice_unindented(slice_from(c, i));
    if (!scan_lit(&c, "|"))
        return UNDO_NO;
    scan_lit(&c, " ");
    return done(p, c);
}

/* "[pod/postfix-0/postfix] "; "[i]line[/i]", as forums mark text. */
enum undone undo_bracket(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, name;
    ptrdiff_t closing;
    (void)u;
    if (!scan_lit(&c, "[") || !scan_until(&c, ']', &name) || name.len > PREFIX_MAX ||
        memchr(name.ptr, ' ', name.len))
        return UNDO_NO;
    scan_lit(&c, ":");
    closing = slice_ends(c, "]") ? slice_rfind(c, "[/") : -1;
    if (closing >= 0 && c.len - (size_t)closing == name.len + 3)
        c.len = (size_t)closing;
    return done(p, slice_unindented(c));
}

/* "/var/log/mail.log.1:", "mail.log:12:", "mail.log-" (a context line): up to where
 * a line begins. */
enum undone undo_grep(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    (void)u;
    for (size_t i = 0; i + 1 < c.len && i < PREFIX_MAX && !scan_is_blank(c.ptr[i]); i++)
        if (i && (c.ptr[i] == ':' || c.ptr[i] == '-') && is_line_or_object(slice_from(c, i + 1)))
            return done(p, slice_from(c, i + 1));
    return UNDO_NO;
}

/* "12:" (grep -n), "   12\t" (cat -n, nl), "12 | ", "12. "; bat draws U+2502. */
enum undone undo_numbered(struct undoing *u, struct peeled *p)
{
    static const char *const marks[] = {" ", "\t", ":", ".", ")", "|", "-", "*", "\xe2\x94\x82"};
    enum { MARKS = sizeof marks / sizeof *marks };
    struct smtplog_slice c = slice_unindented(p->text);
    uint64_t number;
    size_t i, found = 0;
    (void)u;
    if (!scan_number(&c, 9, &number))
        return UNDO_NO;
    do {
        for (i = 0; i < MARKS && !scan_lit(&c, marks[i]); i++)
            ;
        found += i < MARKS;
    } while (i < MARKS);
    return found && is_line_or_object(c) ? done(p, c) : UNDO_NO;
}

/* {app="postfix", pod="a"} as Loki's logcli prints a stream's labels. */
enum undone undo_labels(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, labels;
    (void)u;
    if (!scan_lit(&c, "{") || !scan_until_lit(&c, "} ", &labels) ||
        slice_find(labels, "=\"") <= 0 || labels.ptr[0] == '"')
        return UNDO_NO;
    return done(p, slice_unindented(c));
}

/* "fatal: [mx1]: FAILED! => {...}": how Ansible shows what a task gave. */
enum undone undo_arrow(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, words;
    (void)u;
    if (!c.len || !scan_is_alnum(c.ptr[0]) || !scan_until_lit(&c, " => ", &words) ||
        words.len > PREFIX_MAX || !slice_starts(c, "{"))
        return UNDO_NO;
    return done(p, c);
}

/* RFC 6587 section 3.4.1: MSG-LEN SP SYSLOG-MSG. */
enum undone undo_octets(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text;
    uint64_t len;
    if (!scan_number(&c, 5, &len) || !scan_lit(&c, " ") || !slice_starts(c, "<"))
        return UNDO_NO;
    if (len < c.len) {                  /* the next frame, without a newline between */
        u->rest = slice_from(c, (size_t)len);
        c = slice_head(c, (size_t)len);
    }
    return done(p, c);
}

/* Anything short in front of "<22>" and a line: what a receiver knew of it. */
enum undone undo_priority(struct undoing *u, struct peeled *p)
{
    struct smtplog_slice c = p->text, near = slice_head(c, NAME_MAX_BYTES);
    const ptrdiff_t at = slice_find(near, "<");
    (void)u;
    if (at <= 0 || !strchr(" \t,;|", c.ptr[at - 1]) || !unwrap_is_line(slice_from(c, (size_t)at)))
        return UNDO_NO;
    return done(p, slice_from(c, (size_t)at));
}

/* So many words, and a whole line behind them. */
static enum undone skip_words(struct peeled *p, int words)
{
    struct smtplog_slice c = p->text;
    for (; words > 0; words--) {
        size_t i = 0;
        while (i < c.len && i < PREFIX_MAX && !scan_is_blank(c.ptr[i]))
            i++;
        if (i == 0 || i == c.len || i == PREFIX_MAX)
            return UNDO_NO;
        c = slice_unindented(slice_from(c, i));
    }
    return is_line_or_object(c) ? done(p, c) : UNDO_NO;
}

/* YAML's "textPayload: 'line'": the string is left for the row that reads it. */
static enum undone skip_key(struct peeled *p)
{
    struct smtplog_slice c = p->text, name;
    if (!scan_until_lit(&c, ": ", &name) || !name.len || !scan_is_alnum(name.ptr[0]) ||
        memchr(name.ptr, ' ', name.len) || !c.len || !strchr("\"'", c.ptr[0]) ||
        !unwrap_is_line(slice_from(c, 1)))
        return UNDO_NO;
    return done(p, c);
}

enum undone undo_word(struct undoing *u, struct peeled *p)
{
    (void)u;
    return skip_words(p, 1) == UNDO_DONE ? UNDO_DONE : skip_key(p);
}

enum undone undo_two_words(struct undoing *u, struct peeled *p)
{
    (void)u;
    return skip_words(p, 2);
}

/* As few words as there are: "build<tab>Show the log<tab>STAMP line". */
enum undone undo_many_words(struct undoing *u, struct peeled *p)
{
    enum undone undone = UNDO_NO;
    (void)u;
    for (int words = 4; words <= WORDS_MOST && undone == UNDO_NO; words++)
        undone = skip_words(p, words);
    return undone;
}

enum undone undo_three_words(struct undoing *u, struct peeled *p)
{
    (void)u;
    return skip_words(p, 3);
}
