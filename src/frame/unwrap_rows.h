/* unwrap_rows.h - the rows of the table of wrappings; for unwrap*.c and the survey
 *
 * A row's function gets the text that the rows before it left, in p->text, and takes one wrapping
 * off.  UNDO_DONE: p->text is what is left, and the members of p->outer that the wrapping told
 * are set.  UNDO_PART: p->text is a piece, to be joined with the next of the same `stream`.
 * UNDO_BEGIN: p->text begins a line that may go on in pieces, and ends the one before.
 * UNDO_NO: it does not fit; *p is as it was.
 */
#ifndef FRAME_UNWRAP_ROWS_H
#define FRAME_UNWRAP_ROWS_H

#include "base/strbuf.h"
#include "frame/outer.h"

enum undone { UNDO_NO, UNDO_DONE, UNDO_PART, UNDO_BEGIN };

struct json_object;
struct json_tokener;

/* A plan's row at work: what its function may keep between lines, and lend out. */
struct undoing {
    struct strbuf scratch;              /* bytes that p->text may point into */
    struct strbuf fields;               /* of an object or record of several lines */
    size_t awaits;                      /* bytes of a binary field still to come; of a record's
                                           long strings */
    int depth, quoted;                  /* inside a record of several lines */
    size_t width, widest;               /* of the last piece of a broken line; of all that went
                                           on */
    int lists;                          /* JSON lists open outside of records */
    size_t lines_left;                  /* that a text of many may still be cut into */
    struct smtplog_slice rest;          /* what else stands in p->text: the function is called
                                           again with it before the next line comes.  Within
                                           p->text, or what that was made from */
    int goes_on;                        /* 1: p->text is that rest */
    int anew;                           /* 1: the record began in this text, whatever was before */
    struct journal *journal;
    struct json_tokener *tokener;       /* made at the first use */
    struct json_object *object;         /* its strings are lent out */
};

struct peeled {
    struct smtplog_slice text;
    struct outer outer;
    unsigned stream;                    /* of a piece: 0 or 1, standard output and error */
};

typedef enum undone undo_function(struct undoing *u, struct peeled *p);

/* unwrap_prefix.c: words in front of a line */
undo_function undo_colours, undo_quote, undo_indent, undo_compose, undo_bracket, undo_grep,
    undo_numbered, undo_labels, undo_arrow, undo_octets, undo_priority, undo_word, undo_two_words,
    undo_three_words, undo_many_words;
/* unwrap_stamp.c: a stamp in front of a line */
undo_function undo_cri, undo_stamp, undo_american, undo_table;
/* unwrap_object.c: fields by name */
undo_function undo_json, undo_logfmt, undo_ltsv;
/* unwrap_cells.c: cells in an order of their own */
undo_function undo_csv, undo_sql;
/* unwrap_lines.c: records of several lines */
undo_function undo_export, undo_verbose, undo_list, undo_eximv;
/* unwrap_stream.c: JSON without regard to lines */
undo_function undo_pretty;
/* unwrap_text.c: a line as text of something else */
undo_function undo_string, undo_html, undo_backslashes, undo_text_lines;
/* unwrap_fold.c: lines that were broken into several */
undo_function undo_folded, undo_wrapped, undo_quoted_printable;
/* unwrap_head.c: other words between stamp and tag */
undo_function undo_facility, undo_metalog, undo_tagged, undo_spaced, undo_bare_5424,
    undo_forwarded, undo_hosts, undo_level, undo_unified;
/* unwrap.c: a line inside the message of a record */
undo_function undo_record;

/* A row of the table. */
struct unwrap_row {
    const char *name;                   /* kept with the source: never renamed */
    undo_function *undo;
    int bold;                           /* see unwrap_row_is_bold() */
    unsigned cost;                      /* see unwrap_cost(): more for what fits anything */
};
const struct unwrap_row *unwrap_row_at(size_t i);           /* i < unwrap_rows_count() */
size_t unwrap_rows_count(void);

/* A stamp of any form off the front, the blank or tab after it too (unwrap_stamp.c). */
int unwrap_scan_stamp(struct smtplog_slice *c, struct stamp *out);

/* "11/21/2026 10:00:00": the month first, as only some write it. */
int unwrap_scan_american(struct smtplog_slice *c, struct stamp *out);

/* Ruby's hashes as JSON; 0: there is none (unwrap_ruby.c). */
int unwrap_ruby(struct smtplog_slice c, struct strbuf *out);

/* 1 if a whole log line with a tag, or one of Exim's files, or an object begins here. */
int unwrap_is_line(struct smtplog_slice text);

#endif
