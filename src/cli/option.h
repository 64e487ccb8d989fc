/* option.h - options as rows, and the words of a command line read by them
 *
 * A row says everything there is to know about an option: the parser, `--help`, the shell
 * completions and the test of the man pages all read the same rows.  Rows end with one whose
 * name is NULL.  Accepted: --name VALUE, --name=VALUE, -n VALUE, -nVALUE, bundled flags (-qf),
 * `--` (the rest are operands), and as operands `-` and words in front of which an SQL comment
 * ("-- ") stands.  The word after an option that takes a value is that value even if it begins
 * with a dash (--since -24h).  Abbreviated long names are wrong usage: a script that works today
 * must not become ambiguous with the next option.
 *
 * Of an option given more than once the last one counts, except for OPTION_LIST.
 */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include "base/diag.h"
#include "base/lang.h"

#include <stddef.h>
#include <stdint.h>

enum option_type {
    OPTION_FLAG,            /* no value */
    OPTION_INT,             /* a whole number, min..max of the row */
    OPTION_STRING,
    OPTION_CHOICE,          /* one of the words of `choices` */
    OPTION_TIME,            /* a point in time (cli/when.h); as a number: Unix seconds */
    OPTION_DURATION,        /* a length of time such as 90d; as a number: seconds */
    OPTION_LIST             /* a string, may be given again: all count */
};

struct option {
    const char *name;       /* long name without dashes */
    const char *help;       /* what it does, a phrase marked N_(); NULL: not shown in --help */
    const char *arg;        /* name of the value in the help: "FILE"; NULL for flags */
    const char *choices;    /* OPTION_CHOICE: "table|csv|json" */
    const char *def;        /* the default as one would type it; NULL: none */
    int64_t min, max;       /* OPTION_INT, both inclusive; min == max: not bounded */
    enum option_type type;
    char letter;            /* 0: none */
    const char *when_bare;  /* its value where none is given: the next word is taken only if
                               it is all digits (--watch, --watch 5); NULL: it needs one */
    const char *means;      /* a flag that stands for this option with the value `def` */
};

/* --json for --format json, --csv for --format csv. */
#define OPTION_JSON \
    {.name = "json", .type = OPTION_FLAG, .means = "format", .def = "json", \
     .help = N_("the same as --format json")}
#define OPTION_CSV \
    {.name = "csv", .type = OPTION_FLAG, .means = "format", .def = "csv", \
     .help = N_("the same as --format csv")}

#define OPTION_END {.name = NULL}

/* The row of that name; NULL: none. */
const struct option *option_named(const struct option *rows, const char *name);

/* One option as it stood on the command line. */
struct option_given {
    const struct option *row;
    const char *text;       /* borrowed from argv; NULL for flags */
    int64_t number;         /* OPTION_INT, OPTION_TIME, OPTION_DURATION */
};

/* What a command was called with.  A zeroed struct with `now` and `lang` set is a valid start. */
struct args {
    int64_t now;                        /* Unix seconds that relative times count from */
    const struct lang *lang;            /* language of the complaints */
    const struct option *rows[2];       /* the command's rows, the global rows; may be NULL */
    struct option_given *given;
    size_t given_len, given_cap;
    const char **operands;              /* borrowed from argv */
    size_t len, cap;
};

/* Reads words from argv[at] on.  With `first_only` it stops before the first operand.  Answers the
 * index of the first word not read, or -1 after a complaint to diag: wrong usage. */
int args_read(struct args *a, int argc, char *const *argv, int at, int first_only,
              struct diag *diag);
void args_release(struct args *a);

/* What the option `name` says: the value given, else the row's default, else NULL, 0 or `none`.
 * A name that is in no row is a programming error and ends the program. */
int args_given(const struct args *a, const char *name);         /* 1: stood on the command line */
int args_flag(const struct args *a, const char *name);
const char *args_string(const struct args *a, const char *name);
int64_t args_number(const struct args *a, const char *name, int64_t none);
/* The values of an OPTION_LIST one after another: *at starts at 0; NULL at the end. */
const char *args_list(const struct args *a, const char *name, size_t *at);

#endif
