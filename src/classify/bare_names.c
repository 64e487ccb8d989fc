/* A name written bare ("no mailbox bob here") would make a reason of its own for everybody, and
 * would name him; words that replies are made of are told from names by the samples of the
 * rules. */
#include "classify/bare_names.h"

#include "base/text.h"
#include "smtp/template.h"

#include <strings.h>

enum { NAME_MIN = 2, NAME_MAX = 64, NAMES = 4 };   /* RFC 5321: a local part has at
                                                      most 64 bytes */

struct names {
    struct smtplog_slice list[NAMES];
    size_t n;
};

static int is_word(char c)
{
    return scan_is_alnum(c) || (unsigned char)c >= 0x80 || c == '_' || c == '-';
}

/* The first word of *text, which is moved behind it; ptr NULL at the end. */
static struct smtplog_slice next_word(struct smtplog_slice *text)
{
    size_t from = 0, to;
    while (from < text->len && !is_word(text->ptr[from]))
        from++;
    for (to = from; to < text->len && is_word(text->ptr[to]); to++)
        ;
    struct smtplog_slice word = slice_of(to > from ? text->ptr + from : NULL, to - from);
    *text = slice_from(*text, to);
    return word;
}

/* The word in lower case; ptr NULL if it is none that matters. */
static struct smtplog_slice folded(struct smtplog_slice word, char buffer[NAME_MAX])
{
    if (word.len < NAME_MIN || word.len > NAME_MAX)
        return slice_of(NULL, 0);
    text_lower_copy(buffer, word);
    return slice_of(buffer, word.len);
}

void bare_names_learn(struct map *words, struct smtplog_slice sample)
{
    char buffer[NAME_MAX];
    struct strbuf template = {0};
    template_make(&template, sample, NULL);
    struct smtplog_slice rest = strbuf_view(&template), word;
    while ((word = next_word(&rest)).ptr) {
        word = folded(word, buffer);
        if (word.ptr)
            map_put(words, word)->value = words;
    }
    strbuf_release(&template);
}

/* Unless it is one of the words; of which there are none to know if NULL. */
static void add(struct names *names, struct smtplog_slice name, const struct map *words)
{
    char buffer[NAME_MAX];
    struct smtplog_slice word = folded(name, buffer);
    if (word.ptr && !(words && map_get(words, word)))
        names->list[names->n++] = name;
}

static struct smtplog_slice local_part(struct smtplog_slice address)
{
    ptrdiff_t at = slice_rfind(address, "@");
    return at < 0 ? address : slice_head(address, (size_t)at);
}

/* The length of the name that stands at `at`, where a word begins; 0: none does. */
static size_t name_at(struct smtplog_slice reason, size_t at, const struct names *names)
{
    struct smtplog_slice rest = slice_from(reason, at);
    for (size_t i = 0; i < names->n; i++) {
        size_t len = names->list[i].len;
        if (len > rest.len || text_lower(*rest.ptr) != text_lower(*names->list[i].ptr) ||
            (len < rest.len && is_word(rest.ptr[len])) ||
            strncasecmp(rest.ptr, names->list[i].ptr, len) != 0)
            continue;
        int is_placeholder = at && reason.ptr[at - 1] == '<' && len < rest.len &&
                             rest.ptr[len] == '>';
        return is_placeholder ? 0 : len;
    }
    return 0;
}

static struct names names_of(const struct event *event, const struct map *words)
{
    struct names names = {.n = 0};
    add(&names, local_part(event->recipient), words);
    add(&names, local_part(event->sender), words);
    add(&names, local_part(event->sasl_user), words);
    add(&names, event->helo, words);
    return names;
}

/* The next name from *at on, which is moved to it: its length; 0: there is none. */
static size_t next_name(struct smtplog_slice reason, size_t *at, const struct names *names)
{
    size_t len;
    for (; names->n && *at < reason.len; ++*at)
        if ((*at == 0 || !is_word(reason.ptr[*at - 1])) &&
            (len = name_at(reason, *at, names)) != 0)
            return len;
    return 0;
}

int bare_names_may_stand(struct smtplog_slice reason, const struct event *event)
{
    const struct names names = names_of(event, NULL);
    size_t at = 0;
    return next_name(reason, &at, &names) != 0;
}

struct smtplog_slice bare_names_mask(struct smtplog_slice reason, const struct event *event,
                                const struct map *words, struct strbuf *out)
{
    const struct names names = names_of(event, words);
    size_t done = 0, len;
    strbuf_clear(out);
    for (size_t at = 0; (len = next_name(reason, &at, &names)) != 0; at = done) {
        strbuf_add(out, reason.ptr + done, at - done);
        strbuf_str(out, "<name>");
        done = at + len;
    }
    if (done == 0)
        return reason;
    strbuf_slice(out, slice_from(reason, done));
    return strbuf_view(out);
}
