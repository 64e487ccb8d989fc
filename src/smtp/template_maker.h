/* template_maker.h - a template in the making, for the files of smtp/template.h */
#ifndef SMTP_TEMPLATE_MAKER_H
#define SMTP_TEMPLATE_MAKER_H

#include "base/map.h"
#include "base/strbuf.h"

enum {
    TEMPLATE_MAX = 1024,        /* bytes; a longer template is cut at a word */
    PIECE_MAX = 300             /* bytes that one step may add: fits behind TEMPLATE_MAX */
};

/* What is left to read, and what was written. */
struct maker {
    struct smtplog_slice left;
    const struct map *kept;
    int keep_host;                  /* the next host stands behind "using" */
    int open_quotes;                /* what is quoted stays as well, if it is more than a name */
    int at_line;                    /* a new line of the text begins */
    const char *closes;             /* where a quote that is none ends; NULL: there is none */
    size_t len;
    char out[TEMPLATE_MAX + PIECE_MAX];
};

/* Append, as far as there is room: a template is never longer than its text may be. */
void maker_put(struct maker *m, struct smtplog_slice s);
void maker_put_str(struct maker *m, const char *s);
void maker_skip(struct maker *m, size_t len);               /* in what is left */
int maker_ends_with(const struct maker *m, const char *word);

/* "scheme://host/path?query" or, with no scheme, "host/path" at the front of what is left;
 * `scheme`: length of what stands before the host.  0: it is no URL. */
int maker_take_url(struct maker *m, size_t scheme);

/* template_marks.c.  1: taken; 0: it is just a sign, and nothing was done. */
int maker_take_bracketed(struct maker *m);      /* "<...>": an address, a name, a command word */
int maker_take_quoted(struct maker *m);         /* a quoted name or foreign text */
int maker_take_ip_in_brackets(struct maker *m);
int maker_take_colons(struct maker *m);         /* IPv6 without brackets, times of day */

/* The length of "[192.0.2.1]" or "[IPv6:2001:db8::1]" at the front; 0: it is neither. */
size_t maker_bracketed_ip_len(struct smtplog_slice s);

char maker_last(const struct maker *m);         /* of what was written; ' ' at the front */
int maker_is_blank(char c);
int maker_is_word(char c);
size_t maker_word_len(struct smtplog_slice s);

#endif
