/* A report quotes the names of senders of junk: filters and mail programs must not take them
 * for links to follow. */
#include "mail/defang.h"

#include <ctype.h>
#include <strings.h>

/* Bytes beyond ASCII are letters of international names. */
static int is_name_char(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '-' || c == '_' ||
           c == '.';
}

/* Schemes and what stands for them, as long as they are. */
static const struct { const char *scheme, *harmless; } schemes[] = {
    {"http", "hxxp"}, {"https", "hxxps"}, {"ftp", "fxp"}, {"ftps", "fxps"},
};

/* 1 if the word before "://" was written in its harmless form. */
static int add_scheme(struct strbuf *out, struct smtplog_slice word, struct smtplog_slice behind)
{
    if (!slice_starts(behind, "://"))
        return 0;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct smtplog_slice s = slice_str(schemes[i].scheme);
        if (word.len == s.len && strncasecmp(word.ptr, s.ptr, s.len) == 0) {
            strbuf_str(out, schemes[i].harmless);
            return 1;
        }
    }
    return 0;
}

/* A name: labels with dots between, the last of them no number. */
static int is_dotted_name(struct smtplog_slice word)
{
    size_t end = word.len, start;
    while (end > 0 && word.ptr[end - 1] == '.')
        end--;
    for (start = end; start > 0 && word.ptr[start - 1] != '.'; start--)
        ;
    if (start < 2 || end - start < 2)
        return 0;
    for (size_t i = start; i < end; i++)
        if (!isdigit((unsigned char)word.ptr[i]))
            return 1;
    return 0;
}

/* A dot in a name that looks like a host's becomes "[.]": mail programs make links of such words
 * by themselves. */
static void add_word(struct strbuf *out, struct smtplog_slice word)
{
    int name = is_dotted_name(word);
    for (size_t i = 0; i < word.len; i++) {
        int between = name && word.ptr[i] == '.' && i + 1 < word.len && word.ptr[i + 1] != '.';
        strbuf_str(out, between ? "[.]" : "");
        if (!between)
            strbuf_char(out, word.ptr[i]);
    }
}

void defang(struct strbuf *out, struct smtplog_slice text)
{
    for (size_t i = 0; i < text.len;) {
        size_t n = 0;
        while (i + n < text.len && is_name_char(text.ptr[i + n]))
            n++;
        struct smtplog_slice word = slice_of(text.ptr + i, n);
        if (n == 0)
            strbuf_char(out, text.ptr[i++]);
        else if (!add_scheme(out, word, slice_of(text.ptr + i + n, text.len - i - n)))
            add_word(out, word);
        i += n;
    }
}
