/* sheet.h - a heading and labelled texts, for people, for Markdown, for JSON
 *
 * explain and compare say what they know as sheets.  A line has a key for programs and a label for
 * people; a line with only one of them is left out for the other.  Texts are copied and may be
 * strangers': every format escapes.  \n in a text begins a new line.
 */
#ifndef RENDER_SHEET_H
#define RENDER_SHEET_H

#include "base/strbuf.h"
#include "render/style.h"

#include <stdio.h>

enum sheet_format { SHEET_TEXT, SHEET_MARKDOWN, SHEET_JSON };
#define SHEET_CHOICES "text|markdown|json"

enum sheet_kind {
    SHEET_WORDS,
    SHEET_VALUE,                                /* JSON as it stands: 550, true */
    SHEET_COMMANDS                              /* to be copied: never broken; a list in JSON */
};

struct sheet_line {
    const char *key, *label;                    /* borrowed; label is translated */
    char *text;
    char *source;                               /* of the knowledge: a terminal with links links
                                                   the text to its page; NULL: none */
    enum sheet_kind kind;
};

struct sheet {
    const char *key;                            /* its member in JSON: "reply"; borrowed */
    char *heading;
    int class;                                  /* colours the heading; 0: none */
    int listed;                                 /* in JSON one of a list: those of the same key
                                                   that stand together */
    struct sheet_line *lines;
    size_t len, cap;
};

struct sheet_look {
    enum sheet_format format;
    int width;                                  /* columns for SHEET_TEXT */
    struct style style;
};

/* 0: there is no such format. */
int sheet_format_by_name(const char *word, enum sheet_format *out);

/* Adds a line; nothing if the text is empty. */
void sheet_add(struct sheet *s, const char *key, const char *label, struct smtplog_slice text);
/* The text names where the knowledge has it from: link.h takes the page from `source`. */
void sheet_add_source(struct sheet *s, const char *key, const char *label,
                      struct smtplog_slice text, struct smtplog_slice source);
void sheet_add_value(struct sheet *s, const char *key, const char *value);
/* Lines for the shell or a configuration file, parted by \n. */
void sheet_add_commands(struct sheet *s, const char *key, const char *label,
                        struct smtplog_slice text);
void sheet_release(struct sheet *s);

/* All sheets, in JSON as members of one object. */
void sheet_print(FILE *out, const struct sheet *sheets, size_t n, const struct sheet_look *look);

#endif
