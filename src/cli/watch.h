/* watch.h - a screen that is drawn again and again, until the reader ends it
 *
 * The alternate screen is used, so that what stood on the terminal is there again afterwards:
 * after q or Ctrl-C (status 0: that is how it ends), after SIGTERM and SIGHUP (by which the
 * process then dies), and while it is stopped by Ctrl-Z.  A change of the terminal's size draws
 * at once, and so does a blank.
 */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "cli/app.h"

struct watch {
    struct app *app;
    int seconds;                        /* between two drawings */
    int columns, rows;                  /* of the terminal now */
    struct termios *keys;               /* as they were; NULL: the keyboard is no terminal */
};

/* 1, or 0 where out is no terminal. */
int watch_begin(struct watch *w, struct app *app, int seconds);
/* Draws the text, cut at the terminal's last line. */
void watch_draw(struct watch *w, struct smtplog_slice text);
/* Waits for the next drawing, at the terminal's size then.  0: it is over. */
int watch_wait(struct watch *w);
void watch_end(struct watch *w);

#endif
