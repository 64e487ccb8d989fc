/* notion.c - finds the notions of a text
 *
 * Asked only where no rule's own words fit, so once for a rare text: each term is looked for where
 * its first and last two bytes stand in the text at all (struct subject), which leaves a dozen. */
#include "classify/notion.h"

#include "base/mem.h"

#include <stdlib.h>

/* U+00C0 to U+017F without accents. */
static const char plain_letters[] =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"
    "oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Two bytes of UTF-8 as one plain letter; 0: they are none. */
static char plain_letter(unsigned char first, unsigned char second)
{
    unsigned point = (first & 0x1fu) << 6 | (second & 0x3fu);
    if (first < 0xc3 || first > 0xc5 || (second & 0xc0) != 0x80)
        return 0;
    return plain_letters[point - 0xc0];
}

static void put_blank(struct strbuf *out)
{
    if (out->len && out->ptr[out->len - 1] != ' ')
        strbuf_char(out, ' ');
}

/* In French and Italian an apostrophe parts the article from its word ("l'adresse",
 * "dell'utente"), elsewhere it goes ("doesn't").  `next` follows it. */
static void put_apostrophe(struct strbuf *out, char next)
{
    char last = out->len ? out->ptr[out->len - 1] : 0;
    char before = out->len > 1 ? out->ptr[out->len - 2] : ' ';
    int article = (last == 'l' || last == 'd') && (!scan_is_alnum(before) || before == 'l');
    if (article && next && (strchr("aeiouh", next) || (unsigned char)next == 0xc3))
        strbuf_char(out, ' ');
}

/* Appends `s`, of which the letters are small already.  Typographic signs (U+2000 to U+203F) part
 * words, but for the apostrophe. */
static void fold(struct strbuf *out, struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i], plain = 0;
        if (i + 1 < s.len)
            plain = plain_letter((unsigned char)c, (unsigned char)s.ptr[i + 1]);
        if (plain)
            strbuf_char(out, plain), i++;
        else if (slice_starts(slice_from(s, i), "\xe2\x80")) {
            if (i + 2 < s.len && s.ptr[i + 2] == '\x99')
                put_apostrophe(out, i + 3 < s.len ? s.ptr[i + 3] : 0);
            else if (i + 2 < s.len)
                put_blank(out);
            i += 2;
        }
        else if (c && strchr(" -_/\t\n", c))
            put_blank(out);
        else if (c == '\'')
            put_apostrophe(out, i + 1 < s.len ? s.ptr[i + 1] : 0);
        else
            strbuf_char(out, c);
    }
}

/* Terms lie folded in one buffer, parted by a comma that no folded text holds. */
static void add_term(struct notions *n, struct smtplog_slice item)
{
    struct term t = {.at = (uint32_t)n->folded.len, .notion = (uint8_t)(n->count - 1)};
    t.open = stanza_item_open(&item) != 0;
    fold(&n->folded, item);
    t.len = (uint16_t)(n->folded.len - t.at);
    strbuf_char(&n->folded, ',');
    n->terms = mem_grow(n->terms, &n->term_cap, n->term_count + 1, sizeof *n->terms);
    n->terms[n->term_count++] = t;
}

void notions_add(struct notions *n, const struct stanza *s, struct diag *diag)
{
    struct smtplog_slice name = stanza_get(s, "Notion"), list, item;
    if (name.len == 0 || n->count == NOTIONS_MAX) {
        diag_error(diag, "%s:%u: no field Notion, or too many of them; not used", s->file,
                   s->line);
        return;
    }
    n->names[n->count++] = name;
    for (size_t i = 0; i < s->count; i++)
        for (list = s->fields[i].value; list.ptr != name.ptr && stanza_item(&list, &item);)
            add_term(n, item);
}

void notions_release(struct notions *n)
{
    free(n->terms);
    strbuf_release(&n->folded);
    strbuf_release(&n->text);
    subject_release(&n->subject);
    *n = (struct notions){0};
}

uint64_t notion_bit(const struct notions *n, struct smtplog_slice name)
{
    for (size_t i = 0; i < n->count; i++)
        if (slice_eq(n->names[i], name))
            return (uint64_t)1 << i;
    return 0;
}

/* Letters and digits of ASCII, and the letters that fold() leaves in two bytes (Cyrillic); Chinese
 * and Japanese write no blanks between words. */
static int in_word(char c)
{
    return scan_is_alnum(c) || ((unsigned char)c >= 0xd0 && (unsigned char)c <= 0xd1) ||
           ((unsigned char)c & 0xc0) == 0x80;
}

static int is_cjk(char c)
{
    return (unsigned char)c >= 0xe3;
}

/* Whether the term stands in the text as a word of its own, or opens one.  "<host>" is a
 * placeholder and not the word. */
static int stands_in(const struct subject *s, struct smtplog_slice term, int open)
{
    const char *at = s->lower, *last = s->lower + s->text.len;
    while ((at = memmem(at, (size_t)(last - at), term.ptr, term.len)) != NULL) {
        int before = at > s->lower && (in_word(at[-1]) || at[-1] == '<');
        int after = at + term.len < last && in_word(at[term.len]);
        if (is_cjk(*term.ptr) || (!before && (open || !after)))
            return 1;
        at++;
    }
    return 0;
}

uint64_t notions_in(struct notions *n, struct smtplog_slice text)
{
    uint64_t found = 0;
    subject_set(&n->subject, text);
    strbuf_clear(&n->text);
    fold(&n->text, slice_of(n->subject.lower, text.len));
    subject_set(&n->subject, strbuf_view(&n->text));
    for (size_t i = 0; i < n->term_count; i++) {
        const struct term *t = &n->terms[i];
        struct smtplog_slice term = slice_of(n->folded.ptr + t->at, t->len);
        uint64_t bit = (uint64_t)1 << t->notion;
        if (!(found & bit) && subject_may_have(&n->subject, term) &&
            stands_in(&n->subject, term, t->open))
            found |= bit;
    }
    return found;
}
