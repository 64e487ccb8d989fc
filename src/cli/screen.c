/* A stream of the C library's own making (fopencookie), so that no command need know of it. */
#include "cli/screen.h"

#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS_PLAIN = 24, PAGER_LINES_LEFT = 1 };         /* the shell's prompt wants a line */

int screen_rows(int fd, char *(*get)(const char *))
{
    struct winsize size;
    const char *lines = get("LINES");
    int rows = lines ? atoi(lines) : 0;
    if (rows <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0)
        rows = size.ws_row;
    return rows > 0 ? rows : ROWS_PLAIN;
}

/* ---- Which pager -------------------------------------------------------------------------- */

/* 1 if the command's program is there to be run. */
static int is_runnable(const char *command, char *(*get)(const char *))
{
    const char *path = get("PATH");
    size_t len = strcspn(command, " \t");
    char *word = mem_strn(command, len), *folders = mem_str(path ? path : "/usr/bin:/bin");
    char *rest = folders, *folder;
    int found = strchr(word, '/') ? access(word, X_OK) == 0 : 0;
    while (!found && !strchr(word, '/') && (folder = strsep(&rest, ":"))) {
        char *file = mem_fmt("%s/%s", *folder ? folder : ".", word);
        found = access(file, X_OK) == 0;
        free(file);
    }
    free(word);
    free(folders);
    return found;
}

/* Nothing is paged where a pager could not work, or where one was set to nothing. */
static const char *choose_pager(char *(*get)(const char *))
{
    static const char *const usual[] = {"less -FRX", "more"};
    const char *term = get("TERM"), *asked = get("SMTPLOG_PAGER");
    if (!term || strcmp(term, "dumb") == 0)
        return NULL;
    asked = asked ? asked : get("PAGER");
    if (asked)
        return *asked && strcmp(asked, "cat") != 0 && is_runnable(asked, get) ? asked : NULL;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (is_runnable(usual[i], get))
            return usual[i];
    return NULL;
}

int screen_has_links(const struct screen *s)
{
    struct smtplog_slice command = slice_str(s->pager), program;
    if (!s->pager)
        return 1;
    program = slice_head(command, strcspn(s->pager, " \t"));
    const char *slash = memrchr(program.ptr, '/', program.len);
    return slice_is(slash ? slice_from(program, (size_t)(slash + 1 - program.ptr)) : program,
                    "less");
}

/* In the child: less shows colours and ends by itself, and is no way to a shell under sudo. */
static void become_pager(const char *command, int in)
{
    dup2(in, STDIN_FILENO);
    setenv("LESS", "FRX", 0);
    setenv("MORE", "-R", 0);
    if (getenv("SUDO_UID"))
        setenv("LESSSECURE", "1", 1);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static const int pager_signals[] = {SIGINT, SIGQUIT, SIGPIPE};
enum { PAGER_SIGNALS = sizeof pager_signals / sizeof *pager_signals };

/* A child that becomes the pager when the first byte comes, and ends if none does. */
static void wait_as_pager(const char *command, int in)
{
    struct pollfd first = {.fd = in, .events = POLLIN};
    while (poll(&first, 1, -1) < 0 && errno == EINTR)
        ;
    if (!(first.revents & POLLIN))
        _exit(0);
    become_pager(command, in);
}

/* 0: s->waiting has a child, s->way_in leads to it. */
static int fork_pager(struct screen *s)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    s->waiting = fork();
    if (s->waiting == 0) {
        close(ends[1]);
        wait_as_pager(s->pager, ends[0]);
    }
    close(ends[0]);
    if (s->waiting > 0) {
        s->way_in = ends[1];
        return 0;
    }
    s->waiting = 0;
    close(ends[1]);
    return -1;
}

void screen_keep_pager(struct screen *s)
{
    if (s->out && s->pager && !s->waiting && !s->running)
        fork_pager(s);
}

/* From here on the keyboard's signals are the pager's. */
static void start_pager(struct screen *s)
{
    if (!s->waiting && fork_pager(s) != 0)
        return;
    s->running = s->waiting;
    s->waiting = 0;
    s->fd = s->way_in;
    for (size_t i = 0; i < PAGER_SIGNALS; i++)
        sigaction(pager_signals[i], &(struct sigaction){.sa_handler = SIG_IGN}, &s->before[i]);
}

/* ---- The stream --------------------------------------------------------------------------- */

/* 0, or errno. */
static int send(struct screen *s, struct smtplog_slice bytes)
{
    while (bytes.len && !s->over) {
        ssize_t n = write(s->fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EPIPE && s->running)
            s->over = 1;
        else if (n < 0)
            return errno;
        else
            bytes = slice_from(bytes, (size_t)n);
    }
    return s->over ? EPIPE : 0;
}

/* How many lines of the terminal the text takes, long ones folded. */
static int count_lines(const struct screen *s, struct smtplog_slice text)
{
    struct smtplog_slice line;
    int lines = 0;
    while (scan_until(&text, '\n', &line)) {
        int width = s->way.styled ? 0 : text_width(line);   /* styled lines are laid out to fit */
        lines += 1 + (width > s->width && s->width ? (width - 1) / s->width : 0);
    }
    return lines;
}

/* What is held goes out: to a pager if it is too much, or if it is all. */
static int let_go(struct screen *s)
{
    if (s->pager && s->held_lines > s->rows - PAGER_LINES_LEFT && !s->running)
        start_pager(s);
    s->pager = s->running ? s->pager : NULL;
    int error = send(s, strbuf_view(&s->held));
    strbuf_clear(&s->held);
    return error;
}

/* Letters that a terminal of this locale cannot show are replaced on the way; what ends within
 * one waits for its rest.  What fits the screen needs no pager: it is held until that is
 * known. */
static int take(struct screen *s, struct smtplog_slice text, int last)
{
    size_t start = s->held.len;
    strbuf_slice(&s->cut, text);
    size_t taken = letters_fit(&s->held, strbuf_view(&s->cut), &s->way, last);
    struct strbuf rest = {0};
    strbuf_slice(&rest, slice_from(strbuf_view(&s->cut), taken));
    strbuf_release(&s->cut);
    s->cut = rest;
    if (s->pager && !s->running) {
        s->held_lines += count_lines(s, slice_from(strbuf_view(&s->held), start));
        if (!last && s->held_lines <= s->rows - PAGER_LINES_LEFT)
            return 0;
    }
    return let_go(s);
}

static ssize_t on_write(void *to, const char *bytes, size_t len)
{
    int error = take(to, slice_of(bytes, len), 0);
    errno = error;
    return error ? 0 : (ssize_t)len;
}

FILE *screen_begin(struct screen *s, const struct screen_wish *wish, char *(*get)(const char *))
{
    *s = (struct screen){.wish = *wish, .fd = wish->fd, .width = wish->width,
                         .letters = letters_of(get, wish->foreign)};
    int symbols = wish->for_people && !s->letters.is_utf8 && s->letters.is_asked;
    s->way = (struct letters_way){.letters = &s->letters, .guard = wish->is_terminal,
                                  .styled = wish->is_styled};
    if (!wish->is_terminal) {
        s->letters.keep = 1;            /* a file or a pipe gets strangers' letters as they are */
        letters_release(&s->letters);
    }
    if (!wish->is_terminal && !symbols)
        return NULL;
    if (wish->is_terminal && wish->pages && wish->for_people) {
        s->pager = choose_pager(get);
        s->rows = screen_rows(wish->fd, get);
    }
    s->out = fopencookie(s, "w", (cookie_io_functions_t){.write = on_write});
    return s->out;
}

static void wait_for(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
}

int screen_end(struct screen *s)
{
    int error = 0;
    if (!s->out)
        return 0;
    if (fclose(s->out) != 0)
        error = errno;
    int late = take(s, slice_of("", 0), 1);
    error = error ? error : late;
    if (s->waiting) {                   /* all has fitted */
        close(s->way_in);
        wait_for(s->waiting);
    }
    if (s->running) {
        close(s->fd);
        wait_for(s->running);
        for (size_t i = 0; i < PAGER_SIGNALS; i++)
            sigaction(pager_signals[i], &s->before[i], NULL);
    }
    s->running = s->waiting = 0;
    s->pager = NULL;
    strbuf_release(&s->cut);
    strbuf_release(&s->held);
    letters_release(&s->letters);
    s->out = NULL;
    return error;
}

int screen_again(struct screen *s, char *(*get)(const char *))
{
    const struct screen_wish wish = s->wish;
    int error = screen_end(s);
    screen_begin(s, &wish, get);
    return error;
}
