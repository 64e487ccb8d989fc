/* libedit behind five functions.  It measures characters by the C library's locale, so the process
 * gets one here and nowhere else. */
#include "cli/sql_line.h"

#include "base/mem.h"
#include "base/text.h"
#include "cli/examples.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HISTORY_LINES = 500, WORDS_SHOWN = 60 };

static const char *const sql_words[] = {
    "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "HAVING", "JOIN", "LEFT JOIN",
    "USING", "DISTINCT", "COUNT(*)", "DESC", "BETWEEN", "LIKE", "IS NULL", "IS NOT NULL",
};

struct sql_line {
    EditLine *edit;
    History *history;
    char *file;                         /* of the history; NULL: none is kept */
    char **words;                       /* what Tab knows */
    size_t len, cap;
    int goes_on;
    FILE *out;
};

static char *prompt(EditLine *edit)
{
    static char first[] = "smtplog> ", further[] = "    ...> ";
    struct sql_line *l;
    el_get(edit, EL_CLIENTDATA, &l);
    return l->goes_on ? further : first;
}

void sql_line_offer(struct sql_line *l, struct smtplog_slice word)
{
    for (size_t i = 0; i < l->len; i++)
        if (slice_is(word, l->words[i]))
            return;
    l->words = mem_grow(l->words, &l->cap, l->len + 1, sizeof *l->words);
    l->words[l->len++] = mem_strn(word.ptr, word.len);
}

static void offer_column(void *to, const struct examples_column *c)
{
    sql_line_offer(to, c->column.len ? c->column : c->view);
}

/* ---- Tab ---------------------------------------------------------------------------------- */

static int is_word(char c)
{
    return scan_is_digit(c) || (text_lower(c) >= 'a' && text_lower(c) <= 'z') ||
           c == '_' || c == '.';
}

/* How far all words that begin with the typed ones agree; *hits of them. */
static size_t agreement(const struct sql_line *l, const char *typed, size_t len,
                        const char **first, size_t *hits)
{
    size_t common = 0;
    *hits = 0;
    for (size_t i = 0; i < l->len; i++) {
        if (strncasecmp(l->words[i], typed, len) != 0)
            continue;
        if (!(*hits)++) {
            *first = l->words[i];
            common = strlen(*first);
            continue;
        }
        size_t same = 0;
        while (same < common && l->words[i][same] == (*first)[same])
            same++;
        common = same;
    }
    return common;
}

static void list_words(const struct sql_line *l, const char *typed, size_t len)
{
    size_t shown = 0;
    fputc('\n', l->out);
    for (size_t i = 0; i < l->len && shown < WORDS_SHOWN; i++)
        if (strncasecmp(l->words[i], typed, len) == 0)
            fprintf(l->out, "%s%s", shown++ ? "  " : "", l->words[i]);
    fputc('\n', l->out);
    fflush(l->out);
}

/* Completes a name, or lists what it may be. Called by libedit on Tab. */
static unsigned char complete(EditLine *edit, wint_t key)
{
    const LineInfo *info = el_line(edit);
    const char *word = info->cursor, *first = "";
    struct sql_line *l;
    size_t hits;
    (void)key;
    el_get(edit, EL_CLIENTDATA, &l);
    while (word > info->buffer && is_word(word[-1]))
        word--;
    size_t len = (size_t)(info->cursor - word), common = agreement(l, word, len, &first, &hits);
    if (!hits)
        return CC_ERROR;
    if (common > len || hits == 1) {
        char *whole = mem_fmt("%.*s%s", (int)common, first, hits == 1 ? " " : "");
        el_deletestr(edit, (int)len);
        el_insertstr(edit, whole);
        free(whole);
        return CC_REFRESH;
    }
    list_words(l, word, len);
    return CC_REDISPLAY;
}

/* ---- Lines -------------------------------------------------------------------------------- */

static void load_history(struct sql_line *l)
{
    HistEvent event;
    history(l->history, &event, H_SETSIZE, HISTORY_LINES);
    history(l->history, &event, H_SETUNIQUE, 1);
    if (l->file)
        history(l->history, &event, H_LOAD, l->file);
}

struct sql_line *sql_line_begin(struct app *app)
{
    struct sql_line *l = mem_alloc(sizeof *l);
    FILE *out = app->terminal;
    if (!setlocale(LC_CTYPE, ""))
        setlocale(LC_CTYPE, "C.UTF-8");
    *l = (struct sql_line){.out = out, .file = config_state_file("sql_history", getenv)};
    l->history = history_init();
    load_history(l);
    l->edit = el_init("smtplog", app->in, out, app->err);
    el_set(l->edit, EL_CLIENTDATA, l);
    el_set(l->edit, EL_PROMPT, prompt);
    el_set(l->edit, EL_EDITOR, "emacs");
    el_set(l->edit, EL_SIGNAL, 1);
    el_set(l->edit, EL_HIST, history, l->history);
    /* in wide letters, which are kept as they are: of narrow ones it keeps copies for ever */
    el_wset(l->edit, EL_ADDFN, L"smtplog-complete", L"complete a name", complete);
    el_set(l->edit, EL_BIND, "\t", "smtplog-complete", NULL);
    el_set(l->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    el_source(l->edit, NULL);
    examples_views(offer_column, l);
    for (size_t i = 0; i < sizeof sql_words / sizeof *sql_words; i++)
        sql_line_offer(l, slice_str(sql_words[i]));
    return l;
}

static void remember(struct sql_line *l, const char *text)
{
    HistEvent event;
    if (*text == '\n')
        return;
    history(l->history, &event, H_ENTER, text);
    if (!l->file)
        return;
    mode_t mask = umask(0077);          /* queries may name people */
    history(l->history, &event, H_SAVE, l->file);
    umask(mask);
}

enum sql_line_end sql_line_read(struct sql_line *l, int goes_on, struct smtplog_slice *typed)
{
    int n = 0;
    l->goes_on = goes_on;
    errno = 0;
    const char *text = el_gets(l->edit, &n);
    if (!text && errno == EINTR) {
        fputs("^C\n", l->out);
        el_reset(l->edit);
        return SQL_LINE_STOPPED;
    }
    if (!text || n <= 0) {
        fputc('\n', l->out);
        return SQL_LINE_OVER;
    }
    remember(l, text);
    *typed = slice_of(text, (size_t)n);
    while (typed->len && strchr("\r\n", typed->ptr[typed->len - 1]))
        typed->len--;
    return SQL_LINE_TYPED;
}

void sql_line_end(struct sql_line *l)
{
    el_end(l->edit);
    history_end(l->history);
    while (l->len)
        free(l->words[--l->len]);
    free(l->words);
    free(l->file);
    free(l);
}
