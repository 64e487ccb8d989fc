/* A log of a week is searched for a few words: most lines are passed over by one scan for a
 * byte that is rare. */
#include "trace/needles.h"

#include "base/mem.h"

#include <stdlib.h>
#include <strings.h>

enum { ID_LEAST = 5, ID_MOST = 63, PROCESS_KEY = 300 };

static int is_id_byte(char c)
{
    return scan_is_alnum(c) || c == '-';
}

int needles_want_id(struct needles *n, struct smtplog_slice id)
{
    if (id.len < ID_LEAST || id.len > ID_MOST)
        return 0;
    struct map_entry *e = map_put(&n->ids, id);
    if (e->value)
        return 0;
    e->value = n;
    n->lengths |= (uint64_t)1 << id.len;
    return 1;
}

int needles_has_id(const struct needles *n, struct smtplog_slice id)
{
    return id.len && map_get(&n->ids, id) != NULL;
}

/* "4711 mx1"; the host may be unknown. */
static struct smtplog_slice process_key(const struct smtplog_line *line, char *key)
{
    struct smtplog_slice host = slice_head(line->host, PROCESS_KEY - sizeof line->pid);
    memcpy(key, &line->pid, sizeof line->pid);
    if (host.len)
        memcpy(key + sizeof line->pid, host.ptr, host.len);
    return slice_of(key, sizeof line->pid + host.len);
}

int needles_want_process(struct needles *n, const struct smtplog_line *line)
{
    char key[PROCESS_KEY];
    if (!line->pid)
        return 0;
    struct map_entry *e = map_put(&n->processes, process_key(line, key));
    if (e->value)
        return 0;
    e->value = n;
    n->pids[line->pid & 255] = 1;
    return 1;
}

int needles_want_dialogue(struct needles *n, struct smtplog_slice key)
{
    for (size_t i = 0; i < n->dialogues_len; i++)
        if (slice_is(key, n->dialogues[i]))
            return 0;
    if (!key.len || n->dialogues_len == NEEDLES_DIALOGUES)
        return 0;
    n->dialogues[n->dialogues_len++] = mem_strn(key.ptr, key.len);
    return 1;
}

/* Where to look first: a byte without upper and lower case, the rarer kinds before digits. */
static size_t pivot_of(struct smtplog_slice word)
{
    size_t best = word.len;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '@')
            return i;
        if (!scan_is_alnum(word.ptr[i]) || (best == word.len && scan_is_digit(word.ptr[i])))
            best = i;
    }
    return best;
}

int needles_word_in(struct smtplog_slice text, struct smtplog_slice word)
{
    size_t pivot = pivot_of(word);
    if (!word.len || text.len < word.len)
        return 0;
    const char *first = text.ptr, *last = text.ptr + text.len - word.len;
    if (pivot == word.len) {
        for (const char *at = first; at <= last; at++)
            if ((*at | 32) == (*word.ptr | 32) && strncasecmp(at, word.ptr, word.len) == 0)
                return 1;
        return 0;
    }
    const char *at = first + pivot, *end = last + pivot + 1;
    for (; at < end && (at = memchr(at, word.ptr[pivot], (size_t)(end - at))); at++)
        if (strncasecmp(at - pivot, word.ptr, word.len) == 0)
            return 1;
    return 0;
}

static int is_wanted(const struct needles *n, struct smtplog_slice word)
{
    return word.len >= ID_LEAST && word.len <= ID_MOST && (n->lengths >> word.len & 1) &&
           map_get(&n->ids, word);
}

/* A queue id as a word of its own, or as the first half of one: an envelope's id has its message's
 * in front. */
static int has_id_in(const struct needles *n, struct smtplog_slice text)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        while (i < text.len && is_id_byte(text.ptr[i]))
            i++;
        struct smtplog_slice word = slice_of(text.ptr + start, i - start);
        if (is_wanted(n, word) || is_wanted(n, slice_head(word, word.len / 2)))
            return 1;
        i++;
    }
    return 0;
}

/* A line is parsed only if something in it is looked for: most of a log is passed over as
 * bytes. */
static int is_in(const struct needles *n, struct smtplog_slice text)
{
    if (!text.len)
        return 0;
    if (needles_word_in(text, n->word) || (n->lengths && has_id_in(n, text)))
        return 1;
    for (size_t i = 0; i < n->dialogues_len; i++)
        if (slice_find(text, n->dialogues[i]) >= 0)
            return 1;
    return 0;
}

int needles_are_in(const struct needles *n, const struct smtplog_line *line)
{
    char key[PROCESS_KEY];
    if (n->pids[line->pid & 255] && line->pid &&
        map_get(&n->processes, process_key(line, key)))
        return 1;
    return is_in(n, line->body) || is_in(n, line->more);
}

void needles_release(struct needles *n)
{
    map_release(&n->ids, NULL);
    map_release(&n->processes, NULL);
    for (size_t i = 0; i < n->dialogues_len; i++)
        free(n->dialogues[i]);
    *n = (struct needles){0};
}
