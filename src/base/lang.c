/* Reads gettext's .mo files itself, for the C library translates only where a locale was
 * generated (see lang.h). */
#include "base/lang.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

extern const struct embedded_file lang_files[];     /* po/CMakeLists.txt, sorted by name */

static unsigned form_english(uint64_t n)
{
    return n != 1;
}

static unsigned form_russian(uint64_t n)
{
    uint64_t tens = n % 100, ones = n % 10;
    if (ones == 1 && tens != 11)
        return 0;
    return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

const struct lang lang_all[] = {
    {"en", NULL, form_english},
    {"ru", &lang_files[0], form_russian},
    {NULL, NULL, NULL},
};

void lang_names(struct strbuf *out, const char *between)
{
    for (const struct lang *l = lang_all; l->name; l++)
        strbuf_fmt(out, "%s%s", l > lang_all ? between : "", l->name);
}

const struct lang *lang_by_name(const char *name)
{
    for (const struct lang *l = lang_all; name && l->name; l++) {
        size_t n = strlen(l->name);
        if (strncasecmp(name, l->name, n) == 0 && strchr("_-.@", name[n]))
            return l;                   /* strchr finds the end of the string too */
    }
    return NULL;
}

const struct lang *lang_of_environment(char *(*get)(const char *))
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = get(names[i]);
        if (!value || !*value)
            continue;
        const struct lang *l = lang_by_name(value);
        return l ? l : lang_all;
    }
    return lang_all;
}

/* A number of a .mo file; msgfmt writes them in the order of the machine it runs on, and the
 * build asks for little-endian. */
static uint32_t number(const struct embedded_file *mo, size_t at)
{
    const unsigned char *p = mo->bytes + at;
    return at + 4 > mo->len ? 0 : p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The i-th string of the table at `table`. */
static const char *entry(const struct embedded_file *mo, uint32_t table, uint32_t i)
{
    uint32_t offset = number(mo, table + 8 * i + 4);
    return offset < mo->len ? (const char *)mo->bytes + offset : "";
}

/* The translation of words, or NULL.  A plural entry has the key "one NUL many". */
static const char *look_up(const struct lang *lang, const char *words)
{
    const struct embedded_file *mo = lang ? lang->mo : NULL;
    if (!mo || number(mo, 0) != 0x950412de || !*words)
        return NULL;
    uint32_t low = 0, high = number(mo, 8), keys = number(mo, 12), values = number(mo, 16);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(words, entry(mo, keys, middle));
        if (order == 0)
            return entry(mo, values, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *tr(const struct lang *lang, const char *words)
{
    const char *found = look_up(lang, words);
    return found && *found ? found : words;
}

const char *tr_n(const struct lang *lang, const char *one, const char *many, uint64_t n)
{
    const char *found = look_up(lang, one);
    if (!found || !*found)
        return form_english(n) ? many : one;
    for (unsigned form = lang->form(n); form; form--)
        found += strlen(found) + 1;
    return found;
}

void lang_count(struct strbuf *out, int64_t n, const struct lang *lang)
{
    /* TRANSLATORS: what stands between thousands: "1,204" */
    const char *mark = tr(lang, ",");
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
    if (n < 0)
        strbuf_char(out, '-');
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            strbuf_str(out, mark);
        strbuf_char(out, digits[i]);
    }
}
