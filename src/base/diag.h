/* diag.h - what went wrong, in one sentence, told to whoever is listening
 *
 * A room that meets bad input or a failure appends a sentence here and answers with a value;
 * it never prints and never ends the program.  cli/ gives a listener that prints to standard
 * error; tests collect.  A sentence names the file and position where there is one and says
 * what follows from it.
 *
 * Sentences are written in English; the listener's language puts its own in their place before the
 * values are filled in, so no room need know which one it is.  The words are collected for
 * translation where they are told (cmake/po.cmake), and the test `po` fails where one is missing.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdint.h>

struct lang;

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag {
    void (*tell)(void *to, enum diag_level level, const char *sentence);   /* NULL: nobody
                                                                              listens */
    void *to;
    unsigned errors, warnings;      /* counted here; the exit status follows from errors */
    const struct lang *lang;        /* the listener's; NULL: English */
};

/* One sentence without a newline, in the listener's language if it is marked for translation.
 * Counted whether anybody listens or not. */
void diag_tell(struct diag *d, enum diag_level level, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same in words that depend on a number. */
void diag_tell_n(struct diag *d, enum diag_level level, const char *one, const char *many,
                 uint64_t n, ...)
    __attribute__((format(printf, 3, 6), format(printf, 4, 6)));

#define diag_error(d, ...) diag_tell(d, DIAG_ERROR, __VA_ARGS__)
#define diag_warning(d, ...) diag_tell(d, DIAG_WARNING, __VA_ARGS__)
#define diag_note(d, ...) diag_tell(d, DIAG_NOTE, __VA_ARGS__)
#define diag_error_n(d, ...) diag_tell_n(d, DIAG_ERROR, __VA_ARGS__)
#define diag_warning_n(d, ...) diag_tell_n(d, DIAG_WARNING, __VA_ARGS__)
#define diag_note_n(d, ...) diag_tell_n(d, DIAG_NOTE, __VA_ARGS__)

#endif
