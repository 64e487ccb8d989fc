/* Everything a signal asks for is done between two drawings, never in its handler. */
#include "cli/watch.h"

#include "base/mem.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const char enter[] = "\033[?1049h\033[?25l", leave[] = "\033[?25h\033[?1049l",
                  home[] = "\033[H", to_line_end[] = "\033[K", to_screen_end[] = "\033[J";

static volatile sig_atomic_t signal_seen;
static const int heard[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH};

static void on_signal(int number)
{
    if (number != SIGWINCH || !signal_seen)
        signal_seen = number;           /* an end is not forgotten over a change of size */
}

static void put(const struct watch *w, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fileno(w->app->terminal), bytes, len);
        if (n <= 0)
            return;
        bytes += n;
        len -= (size_t)n;
    }
}

/* Keys are read one by one, unseen; Ctrl-C and Ctrl-Z stay signals. */
static void take_keys(struct watch *w)
{
    struct termios keys;
    if (!w->keys)
        return;
    keys = *w->keys;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    tcsetattr(fileno(w->app->in), TCSANOW, &keys);
}

static void enter_screen(struct watch *w)
{
    take_keys(w);
    put(w, enter, sizeof enter - 1);
}

static void leave_screen(struct watch *w)
{
    put(w, leave, sizeof leave - 1);
    if (w->keys)
        tcsetattr(fileno(w->app->in), TCSANOW, w->keys);
}

static void measure(struct watch *w)
{
    struct winsize size;
    int is_known = ioctl(fileno(w->app->terminal), TIOCGWINSZ, &size) == 0 && size.ws_row;
    w->rows = is_known ? size.ws_row : screen_rows(fileno(w->app->terminal), getenv);
    w->columns = is_known && size.ws_col ? size.ws_col : w->app->width;
}

int watch_begin(struct watch *w, struct app *app, int seconds)
{
    *w = (struct watch){.app = app, .seconds = seconds};
    if (!app->out_is_terminal)
        return 0;
    if (isatty(fileno(app->in))) {
        w->keys = mem_alloc(sizeof *w->keys);
        tcgetattr(fileno(app->in), w->keys);
    }
    for (size_t i = 0; i < sizeof heard / sizeof *heard; i++)
        sigaction(heard[i], &(struct sigaction){.sa_handler = on_signal}, NULL);
    enter_screen(w);
    measure(w);
    return 1;
}

void watch_draw(struct watch *w, struct smtplog_slice text)
{
    struct strbuf fit = {0}, out = {0};
    struct smtplog_slice rest, line;
    letters_fit(&fit, text, &w->app->screen.way, 1);
    rest = strbuf_view(&fit);
    strbuf_str(&out, home);
    for (int row = 0; row < w->rows && scan_until(&rest, '\n', &line); row++) {
        strbuf_str(&out, row ? "\r\n" : "");
        strbuf_slice(&out, line);
        strbuf_str(&out, to_line_end);
    }
    strbuf_str(&out, to_screen_end);
    put(w, out.ptr, out.len);
    strbuf_release(&fit);
    strbuf_release(&out);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* 1: draw now; 0: go on waiting; -1: it is over. */
static int obey(struct watch *w, int number)
{
    switch (number) {
    case 0: return 0;
    case SIGWINCH: return 1;
    case SIGTSTP:
        leave_screen(w);
        raise(SIGSTOP);
        enter_screen(w);
        return 1;
    case SIGINT: return -1;
    default:                            /* die of it, as if nobody had listened */
        leave_screen(w);
        signal(number, SIG_DFL);
        raise(number);
        return -1;
    }
}

/* What the keyboard asks for, as obey(). */
static int key(struct watch *w)
{
    char c;
    if (read(fileno(w->app->in), &c, 1) != 1)
        return -1;
    return c == 'q' || c == 'Q' || c == 4 ? -1 : c == ' ' || c == '\n' ? 1 : 0;
}

int watch_wait(struct watch *w)
{
    int64_t end = now_ms() + w->seconds * (int64_t)1000;
    int asked = 0;
    for (int64_t left; !asked && (left = end - now_ms()) > 0;) {
        struct pollfd in = {.fd = w->keys ? fileno(w->app->in) : -1, .events = POLLIN};
        int ready = signal_seen ? 0 : poll(&in, 1, (int)left);
        int number = signal_seen;
        signal_seen = 0;
        asked = number ? obey(w, number) : ready > 0 ? key(w) : 0;
    }
    measure(w);
    return asked >= 0;
}

void watch_end(struct watch *w)
{
    leave_screen(w);
    free(w->keys);
    w->keys = NULL;
}
