/* A link is a sequence before and one behind the words, ECMA-48 "OSC 8 ; ; URI ST".  It may not
 * span lines, because a pager draws each line by itself. */
#include "render/link.h"

#include <smtplog/scan.h>

#include <stdlib.h>
#include <string.h>

static const char *variable(char *(*get)(const char *), const char *name)
{
    const char *value = get(name);
    return value ? value : "";
}

int link_terminal(char *(*get)(const char *))
{
    static const struct {
        const char *name, *head;        /* its value begins so; "": it is set at all */
        long least;                     /* its value is a number from this on; 0: any */
    } signs[] = {
        {"TERM", "xterm-kitty", 0}, {"TERM", "xterm-ghostty", 0}, {"TERM", "foot", 0},
        {"TERM", "alacritty", 0}, {"TERM", "wezterm", 0}, {"TERM", "contour", 0},
        {"TERM_PROGRAM", "iTerm.app", 0}, {"TERM_PROGRAM", "WezTerm", 0},
        {"TERM_PROGRAM", "vscode", 0}, {"TERM_PROGRAM", "ghostty", 0},
        {"TERM_PROGRAM", "mintty", 0}, {"TERM_PROGRAM", "Hyper", 0}, {"TERM_PROGRAM", "rio", 0},
        {"VTE_VERSION", "", 5000},      /* 0.50: GNOME Terminal, Tilix, Xfce Terminal */
        {"KONSOLE_VERSION", "", 201200}, {"WT_SESSION", "", 0}, {"DOMTERM", "", 0},
    };
    const char *forced = variable(get, "FORCE_HYPERLINK"), *term = variable(get, "TERM");
    if (*forced)
        return strcmp(forced, "0") != 0;
    if (*variable(get, "TMUX") || *variable(get, "STY") || strncmp(term, "screen", 6) == 0 ||
        strncmp(term, "tmux", 4) == 0)
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *value = variable(get, signs[i].name);
        if (*value && strncmp(value, signs[i].head, strlen(signs[i].head)) == 0 &&
            atol(value) >= signs[i].least)
            return 1;
    }
    return 0;
}

/* An address of the web, of letters that no terminal takes for anything else. */
static int is_address(struct smtplog_slice text)
{
    if (!slice_starts(text, "https://"))
        return 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] <= 0x20 || text.ptr[i] >= 0x7f)
            return 0;
    return 1;
}

/* "RFC 5321 section 4.2.3" at the front of text. */
static int rfc_address(struct strbuf *out, struct smtplog_slice text)
{
    enum { DIGITS = 5 };
    uint64_t number;
    if (!scan_lit(&text, "RFC ") || !scan_number(&text, DIGITS, &number))
        return 0;
    strbuf_fmt(out, "https://www.rfc-editor.org/rfc/rfc%llu", (unsigned long long)number);
    if (scan_lit(&text, " section ") && text.len && scan_is_digit(text.ptr[0])) {
        size_t n = 0;
        while (n < text.len && (scan_is_digit(text.ptr[n]) ||
                                (text.ptr[n] == '.' && n + 1 < text.len &&
                                 scan_is_digit(text.ptr[n + 1]))))
            n++;
        strbuf_fmt(out, "#section-%.*s", (int)n, text.ptr);
    }
    return 1;
}

int link_address(struct strbuf *out, struct smtplog_slice source)
{
    if (is_address(source)) {
        strbuf_slice(out, source);
        return 1;
    }
    for (; source.len; source = slice_from(source, 1))
        if (rfc_address(out, source))
            return 1;
    return 0;
}

void link_words(struct strbuf *out, struct smtplog_slice words, struct smtplog_slice source,
                struct style style)
{
    struct strbuf address = {0};
    struct smtplog_slice line;
    if (!style.links || !link_address(&address, source)) {
        strbuf_slice(out, words);
        words.len = 0;
    }
    while (words.len) {
        int ended = scan_until(&words, '\n', &line);
        if (!ended) {
            line = words;
            words.len = 0;
        }
        size_t blanks = 0;
        while (blanks < line.len && line.ptr[blanks] == ' ')
            blanks++;
        strbuf_blanks(out, (int)blanks);
        if (line.len > blanks)
            strbuf_fmt(out, "\033]8;;%s\033\\%.*s\033]8;;\033\\", address.ptr,
                       (int)(line.len - blanks), line.ptr + blanks);
        strbuf_str(out, ended ? "\n" : "");
    }
    strbuf_release(&address);
}
