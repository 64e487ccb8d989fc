/* screen.h - standard output on its way to a terminal: its letters (letters.h) and its pager
 *
 * What a command prints for people is held until it is longer than the terminal; only then a
 * pager is started ($SMTPLOG_PAGER, else $PAGER, else less -FRX, else more), so that what fits is
 * simply there.  An empty variable or "cat" means no pager, and so do --no-pager, TERM=dumb and a
 * program that is not in PATH.  Results that go to a file or a pipe pass by all this, but for
 * symbols where a variable names a locale that is not UTF-8.
 */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include "cli/letters.h"

#include <signal.h>
#include <stdio.h>
#include <sys/types.h>

struct screen_wish {
    int fd;
    int is_terminal;
    int is_styled;                      /* the house's colours and links may pass */
    int for_people;                     /* 0: a format for programs: guarded, but never paged */
    int pages;                          /* may be paged */
    int foreign;                        /* letters_of() */
    int width;
};

struct screen {
    FILE *out;                          /* what is printed to; NULL: nothing stands in between */
    int fd;                             /* where it goes */
    struct letters letters;
    struct letters_way way;
    int width, rows;                    /* of the terminal; rows 0: no pager */
    struct strbuf cut;                  /* the beginning of a character */
    struct strbuf held;                 /* what may still fit */
    int held_lines;
    const char *pager;                  /* its command; NULL: none */
    pid_t running;                      /* 0: not started, or not needed */
    pid_t waiting;                      /* will be the pager at the first byte; 0: none */
    int way_in;                         /* to that one */
    struct sigaction before[3];         /* what the pager's signals did */
    struct screen_wish wish;
    int over;                           /* 1: whoever read it has seen enough */
};

/* The stream to print to, or NULL: the output's own will do. */
FILE *screen_begin(struct screen *s, const struct screen_wish *wish, char *(*get)(const char *));
/* Ends and begins anew with the same wish; as screen_end(). */
int screen_again(struct screen *s, char *(*get)(const char *));
/* The process is about to give up the right to start others: the pager, if there may be one, is
 * forked now. */
void screen_keep_pager(struct screen *s);
/* 0: what may be its pager is not known to take links; less does. */
int screen_has_links(const struct screen *s);
/* Prints what is held, closes the stream and waits for the pager.  0, or errno of what failed. */
int screen_end(struct screen *s);

/* Lines of the terminal behind fd: $LINES, else its own, else 24. */
int screen_rows(int fd, char *(*get)(const char *));

#endif
