/* Reads a command line by rows, for getopt_long() can neither check values nor say what is
 * accepted. */
#include "cli/option.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/nearest.h"
#include "cli/when.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The row of a long name of len bytes, or of a letter where name is NULL. */
static const struct option *find_row(const struct args *a, const char *name, size_t len,
                                     char letter)
{
    for (size_t set = 0; set < 2; set++)
        for (const struct option *o = a->rows[set]; o && o->name; o++)
            if (name ? strncmp(o->name, name, len) == 0 && !o->name[len] : o->letter == letter)
                return o;
    return NULL;
}

const struct option *option_named(const struct option *rows, const char *name)
{
    for (const struct option *o = rows; o && o->name; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

static const struct option *row_named(const struct args *a, const char *name)
{
    const struct option *o = find_row(a, name, strlen(name), 0);
    if (!o)
        abort();                        /* the command asks for an option that it has no row for */
    return o;
}

/* The sentence for a name that no row has, with those that come near. */
static void complain_unknown(const struct args *a, const char *word, size_t len, struct diag *diag)
{
    struct nearest near = {0};
    char *name = mem_strn(word, len);
    for (size_t set = 0; set < 2; set++)
        for (const struct option *o = a->rows[set]; o && o->name; o++)
            if (o->help)
                nearest_offer(&near, name + (len > 2 ? 2 : 0), o->name);
    struct strbuf list = {0};
    nearest_list(&near, &list, "--");
    if (list.len)
        diag_error(diag, tr(a->lang, "unknown option %s; did you mean %s?"), name, list.ptr);
    else
        diag_error(diag, tr(a->lang, "unknown option %s"), name);
    strbuf_release(&list);
    free(name);
}

static int read_int(const struct option *row, const char *text, int64_t *out)
{
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (end == text || *end || errno || (row->min != row->max && (n < row->min || n > row->max)))
        return 0;
    *out = n;
    return 1;
}

static int is_choice(const char *choices, const char *word)
{
    size_t n = strlen(word);
    for (const char *c = choices; n && c; c = strchr(c, '|'), c = c ? c + 1 : NULL)
        if (strncmp(c, word, n) == 0 && (c[n] == '|' || !c[n]))
            return 1;
    return 0;
}

/* Reads the value by the row's type; 0 if it is not one. */
static int read_value(const struct args *a, const struct option *row, const char *text,
                      int64_t *out)
{
    switch (row->type) {
    case OPTION_INT: return read_int(row, text, out);
    case OPTION_CHOICE: return is_choice(row->choices, text);
    case OPTION_TIME: return when_time(text, a->now, out);
    case OPTION_DURATION: return when_duration(text, out);
    default: return 1;
    }
}

/* 5500 for a reply code is 550 with a key held too long. */
static void complain_bounds(const struct args *a, const struct option *row, const char *text,
                            struct diag *diag)
{
    long long n = atoll(text);
    while (n > row->max && n / 10 >= row->min && row->min > 0)
        n /= 10;
    if (n >= row->min && n <= row->max && row->min > 0 && text[strspn(text, "0123456789")] == '\0')
        diag_error(diag, tr(a->lang, "--%s %s: not a whole number from %lld to %lld; did you mean "
                                     "%lld?"),
                   row->name, text, (long long)row->min, (long long)row->max, n);
    else
        diag_error(diag, tr(a->lang, "--%s %s: not a whole number from %lld to %lld"), row->name,
                   text, (long long)row->min, (long long)row->max);
}

/* The words accepted, and those that come near. */
static void complain_choice(const struct args *a, const struct option *row, const char *text,
                            struct diag *diag)
{
    struct nearest near = {0};
    struct strbuf list = {0}, words = {0};
    char *all = mem_str(row->choices), *rest = all, *word;
    while ((word = strsep(&rest, "|"))) {
        strbuf_fmt(&words, "%s%s", words.len ? ", " : "", word);
        nearest_offer(&near, text, word);
    }
    nearest_list(&near, &list, "");
    if (list.len)
        diag_error(diag, tr(a->lang, "--%s %s: not one of %s; did you mean %s?"), row->name, text,
                   words.ptr, list.ptr);
    else
        diag_error(diag, tr(a->lang, "--%s %s: not one of %s"), row->name, text, words.ptr);
    free(all);
    strbuf_release(&words);
    strbuf_release(&list);
}

/* Says what would have been accepted. */
static void complain_value(const struct args *a, const struct option *row, const char *text,
                           struct diag *diag)
{
    struct strbuf list = {0};
    switch (row->type) {
    case OPTION_INT:
        if (row->min == row->max)
            diag_error(diag, tr(a->lang, "--%s %s: not a whole number"), row->name, text);
        else
            complain_bounds(a, row, text, diag);
        break;
    case OPTION_CHOICE:
        complain_choice(a, row, text, diag);
        break;
    case OPTION_DURATION:
        diag_error(diag, tr(a->lang, "--%s %s: not a length of time; accepted: %s"), row->name,
                   text, tr(a->lang, when_durations_accepted));
        break;
    default:
        diag_error(diag, tr(a->lang, "--%s %s: not a time; accepted: %s"), row->name, text,
                   tr(a->lang, when_accepted));
    }
    strbuf_release(&list);
}

/* Notes one option; text NULL for a flag. */
static int note(struct args *a, const struct option *row, const char *text, struct diag *diag)
{
    if (row->means) {
        text = row->def;
        row = row_named(a, row->means);
    }
    struct option_given g = {.row = row, .text = text};
    if (text && !read_value(a, row, text, &g.number)) {
        complain_value(a, row, text, diag);
        return -1;
    }
    a->given = mem_grow(a->given, &a->given_cap, a->given_len + 1, sizeof *a->given);
    a->given[a->given_len++] = g;
    return 0;
}

static int is_digits(const char *word)
{
    return word && *word && word[strspn(word, "0123456789")] == '\0';
}

/* One "--name[=value]"; `next` is the word after it or NULL.  How many words it took, or -1. */
static int read_long(struct args *a, const char *word, const char *next, struct diag *diag)
{
    const char *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - word) : strlen(word);
    const struct option *row = find_row(a, word + 2, len - 2, 0);
    if (!row) {
        complain_unknown(a, word, len, diag);
        return -1;
    }
    if (row->type == OPTION_FLAG) {
        if (!equals)
            return note(a, row, NULL, diag) < 0 ? -1 : 1;
        diag_error(diag, tr(a->lang, "--%s takes no value"), row->name);
        return -1;
    }
    if (row->when_bare && !equals && !is_digits(next))
        return note(a, row, row->when_bare, diag) < 0 ? -1 : 1;
    if (!equals && !next) {
        diag_error(diag, tr(a->lang, "--%s needs a value: %s"), row->name, row->arg);
        return -1;
    }
    return note(a, row, equals ? equals + 1 : next, diag) < 0 ? -1 : equals ? 1 : 2;
}

/* One "-abc": flags, the last letter may take a value.  How many words it took, or -1. */
static int read_letters(struct args *a, const char *word, const char *next, struct diag *diag)
{
    for (const char *c = word + 1; *c; c++) {
        const struct option *row = find_row(a, NULL, 0, *c);
        if (!row) {
            complain_unknown(a, (char[3]){'-', *c, 0}, 2, diag);
            return -1;
        }
        if (row->type == OPTION_FLAG) {
            if (note(a, row, NULL, diag) < 0)
                return -1;
            continue;
        }
        if (row->when_bare && !(c[1] ? is_digits(c + 1) : is_digits(next))) {
            if (note(a, row, row->when_bare, diag) < 0)
                return -1;
            continue;
        }
        if (!c[1] && !next) {
            diag_error(diag, tr(a->lang, "-%c needs a value: %s"), *c, row->arg);
            return -1;
        }
        return note(a, row, c[1] ? c + 1 : next, diag) < 0 ? -1 : c[1] ? 1 : 2;
    }
    return 1;
}

/* `-` and an SQL comment are no options. */
static int is_operand(const char *word)
{
    return word[0] != '-' || !word[1] || strncmp(word, "-- ", 3) == 0;
}

int args_read(struct args *a, int argc, char *const *argv, int at, int first_only,
              struct diag *diag)
{
    int only_operands = 0;
    while (at < argc) {
        const char *word = argv[at], *next = at + 1 < argc ? argv[at + 1] : NULL;
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = 1;
            at++;
        } else if (only_operands || is_operand(word)) {
            if (first_only)
                return at;
            a->operands = mem_grow(a->operands, &a->cap, a->len + 1, sizeof *a->operands);
            a->operands[a->len++] = word;
            at++;
        } else {
            int took = word[1] == '-' ? read_long(a, word, next, diag)
                                      : read_letters(a, word, next, diag);
            if (took < 0)
                return -1;
            at += took;
        }
    }
    return at;
}

void args_release(struct args *a)
{
    free(a->given);
    free(a->operands);
    *a = (struct args){0};
}

static const struct option_given *last_given(const struct args *a, const struct option *row)
{
    for (size_t i = a->given_len; i; i--)
        if (a->given[i - 1].row == row)
            return &a->given[i - 1];
    return NULL;
}

int args_given(const struct args *a, const char *name)
{
    return last_given(a, row_named(a, name)) != NULL;
}

int args_flag(const struct args *a, const char *name)
{
    return args_given(a, name);
}

const char *args_string(const struct args *a, const char *name)
{
    const struct option *row = row_named(a, name);
    const struct option_given *g = last_given(a, row);
    return g ? g->text : row->def;
}

int64_t args_number(const struct args *a, const char *name, int64_t none)
{
    const struct option *row = row_named(a, name);
    const struct option_given *g = last_given(a, row);
    int64_t n = none;
    if (g)
        return g->number;
    if (row->def && !read_value(a, row, row->def, &n))
        abort();                        /* a default that its own row refuses */
    return n;
}

const char *args_list(const struct args *a, const char *name, size_t *at)
{
    const struct option *row = row_named(a, name);
    while (*at < a->given_len) {
        const struct option_given *g = &a->given[(*at)++];
        if (g->row == row)
            return g->text;
    }
    return NULL;
}
