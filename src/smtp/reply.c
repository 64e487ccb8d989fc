/* Reads replies as logs quote them: with dots lost, codes glued to text, several lines in one. */
#include "smtp/reply.h"

/* Takes code, separator and enhanced code off the front of a line; 1 if the line had `code`
 * (or any, with code 0).  RFC 2034 wants a blank after the enhanced code; servers in the wild
 * write "5.1.1: text" and "#5.1.0", which reads as well. */
static int strip_codes(struct smtplog_slice *line, int32_t *code, struct smtplog_slice *enhanced)
{
    struct smtplog_slice c = *line, dsn;
    int32_t found;

    if (!scan_code(&c, &found) || (*code && found != *code))
        return 0;
    *code = found;
    if (!scan_lit(&c, "-"))
        scan_lit(&c, " ");
    *line = c;
    c = slice_trim(c);
    scan_lit(&c, "#");
    if (scan_enhanced(&c, &dsn)) {
        if (!enhanced->ptr)
            *enhanced = dsn;
        scan_lit(&c, ":");
        *line = c;
    }
    return 1;
}

/* Does a further line of this reply begin at the front of s?  Blank-glued lines can only be told
 * by the repeated code and its separator. */
static int line_begins(struct smtplog_slice s, int32_t code)
{
    struct smtplog_slice c = s;
    int32_t found;
    return scan_code(&c, &found) && found == code && c.len > 0;
}

/* Length of the glue at the front of s, 0 if there is none. */
static size_t glue_at(struct smtplog_slice s, uint32_t joint, int32_t code)
{
    switch (joint) {
    case SMTPLOG_BY_BLANK:
        return s.ptr[0] == ' ' && line_begins(slice_from(s, 1), code) ? 1 : 0;
    case SMTPLOG_BY_MARK:
        if (slice_starts(s, "??"))
            return line_begins(slice_from(s, 2), code) ? 2 : 0;
        return s.ptr[0] == '?' && line_begins(slice_from(s, 1), code) ? 1 : 0;
    case SMTPLOG_BY_ESCAPE:
        return slice_starts(s, "\\n") ? 2 : 0;
    case SMTPLOG_BY_QUOTED_ESCAPE:
        return slice_starts(s, "\\\\n") ? 3 : 0;
    case SMTPLOG_BY_NEWLINE:
        return s.ptr[0] == '\n' ? 1 : 0;
    default:
        return 0;
    }
}

/* In blank-glued text "NNN-" in the first place tells that more lines follow; after a line with
 * "NNN " a repeated number is words. */
static int may_continue(struct smtplog_slice line, uint32_t joint)
{
    return (joint != SMTPLOG_BY_BLANK && joint != SMTPLOG_BY_MARK) ||
           (line.len > 3 && line.ptr[3] == '-');
}

/* The next line off the front of *rest. */
static struct smtplog_slice next_line(struct smtplog_slice *rest, uint32_t joint, int32_t code)
{
    struct smtplog_slice line = *rest;
    for (size_t i = 0; may_continue(line, joint) && i < rest->len; i++) {
        size_t glue = glue_at(slice_from(*rest, i), joint, code);
        if (!glue)
            continue;
        line = slice_head(*rest, i);
        *rest = slice_from(*rest, i + glue);
        return line;
    }
    *rest = slice_from(*rest, rest->len);
    return line;
}

/* The lines of one reply bear one code (RFC 5321 section 4.2.1).  Of a server that errs the last
 * one counts, with its own enhanced code; where lines are glued by blanks they could not be told
 * from words. */
static void take_line(struct smtplog_slice *line, int may_differ, struct reply *r)
{
    struct smtplog_slice own = *line, enhanced = {NULL, 0};
    int32_t code = 0;

    if (may_differ && strip_codes(&own, &code, &enhanced) && code != r->code) {
        r->code = code;
        r->enhanced = enhanced;
        *line = own;
        return;
    }
    strip_codes(line, &r->code, &r->enhanced);
}

struct reply reply_read(struct smtplog_slice logged, uint32_t joint, struct strbuf *scratch)
{
    struct reply r = {0};
    struct smtplog_slice rest = logged, first = logged, line;
    size_t lines = 0;
    int goes_on = 0;                    /* the line before ended in "NNN-": this one has a code */

    strip_codes(&first, &r.code, &r.enhanced);
    if (joint == SMTPLOG_ONE_LINE) {
        r.text = slice_trim(first);
        return r;
    }
    strbuf_clear(scratch);
    while (rest.len) {
        line = next_line(&rest, joint, r.code);
        const int will_go_on = line.len > 3 && line.ptr[3] == '-';
        take_line(&line, goes_on && joint != SMTPLOG_BY_BLANK && joint != SMTPLOG_BY_MARK, &r);
        goes_on = will_go_on;
        if (lines++)
            strbuf_char(scratch, '\n');
        strbuf_slice(scratch, slice_trim(line));
    }
    r.text = strbuf_view(scratch);
    return r;
}
