/* unwrap_ruby.c - Ruby's way of printing hashes, made JSON: {"log"=>"line", "n" => 5}
 *
 * Logstash's rubydebug and Fluent Bit's output to a terminal print records so.  Fluent Bit leaves
 * quotes inside strings as they are: only one with a sign of JSON behind it ends a string. */
#include "frame/unwrap_rows.h"

/* Does the quote at i end its string? */
static int closes(struct smtplog_slice c, size_t i)
{
    for (i++; i < c.len && c.ptr[i] == ' '; i++)
        ;
    if (i >= c.len || c.ptr[i] == '}' || c.ptr[i] == ']')
        return 1;
    if (c.ptr[i] != ',')
        return slice_starts(slice_from(c, i), "=>");
    for (i++; i < c.len && c.ptr[i] == ' '; i++)
        ;
    return i < c.len && strchr("\"{[", c.ptr[i]);
}

/* A Ruby string from its opening quote as a JSON one; where it ends. Quotes inside that inspect
 * did not escape are escaped. */
static size_t copy_string(struct smtplog_slice c, size_t i, struct strbuf *out)
{
    strbuf_char(out, '"');
    for (i++; i < c.len; i++) {
        if (c.ptr[i] == '\\' && i + 1 < c.len) {
            strbuf_add(out, c.ptr + i++, 2);
            continue;
        }
        if (c.ptr[i] == '"' && closes(c, i))
            break;
        if (c.ptr[i] == '"')
            strbuf_char(out, '\\');
        strbuf_char(out, c.ptr[i]);
    }
    strbuf_char(out, '"');
    return i + 1;
}

/* A bare word: numbers stay, times get quotes, nil is null. */
static size_t copy_word(struct smtplog_slice c, size_t i, struct strbuf *out)
{
    size_t n = i + 1;
    while (n < c.len && !strchr(" ,}]", c.ptr[n]) && !slice_starts(slice_from(c, n), "=>"))
        n++;
    const struct smtplog_slice word = slice_head(slice_from(c, i), n - i);
    size_t k = 0;
    while (k < word.len && (scan_is_digit(word.ptr[k]) || strchr(".-", word.ptr[k])))
        k++;
    if (slice_is(word, "nil"))
        strbuf_str(out, "null");
    else if (k == word.len || slice_is(word, "true") || slice_is(word, "false"))
        strbuf_slice(out, word);
    else
        strbuf_fmt(out, "\"%.*s\"", (int)word.len, word.ptr);
    return n;
}

/* "[0] " in front of an element, as rubydebug numbers them.  -> its length. */
static size_t index_length(struct smtplog_slice c, size_t i)
{
    size_t n = i + 1;
    while (n < c.len && scan_is_digit(c.ptr[n]))
        n++;
    return n > i + 1 && n + 1 < c.len && c.ptr[n] == ']' && c.ptr[n + 1] == ' ' ? n + 1 - i : 0;
}

int unwrap_ruby(struct smtplog_slice c, struct strbuf *out)
{
    if (slice_find(c, "=>") < 0)
        return 0;
    strbuf_clear(out);
    for (size_t i = 0; i < c.len;) {
        const char ch = c.ptr[i];
        if (ch == '"') {
            i = copy_string(c, i, out);
        } else if (ch == '=' && i + 1 < c.len && c.ptr[i + 1] == '>') {
            strbuf_char(out, ':');
            i += 2;
        } else if (ch == '[' && index_length(c, i)) {
            i += index_length(c, i);
        } else if (strchr("{}[], ", ch)) {
            strbuf_char(out, ch);
            i++;
        } else {
            i = copy_word(c, i, out);
        }
    }
    return 1;
}
