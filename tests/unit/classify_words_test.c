/* The room's own tools: prose without names, literals of patterns, letters made small. */
#include "classify/literal.h"
#include "classify/notion.h"
#include "classify/pattern.h"
#include "classify/plain.h"

#include <criterion/criterion.h>

static const struct { const char *text, *want; } plain[] = {
    {"see https://community.example.net/docs/DOC-1369#451 [abc] now", "see <url> [abc] now"},
    {"blocked using dnsbl.example.net, problem?", "blocked using <host>, problem?"},
    {"to /var/lib/amavis/virusmails/w/spam-w.gz failed", "to <path> failed"},
    {"help.example.com/archive/<n>?a=<...>&virus=1 end", "<url> end"},
    {"(www.example.org) 5.7.1 and/or x", "(<url>) 5.7.1 and/or x"},
    {"RESOLVER.RST.NotAuthorized; RFC.5321 i.e. so", "RESOLVER.RST.NotAuthorized; RFC.5321 i.e. so"},
    {"\\320\\257 \\177 C:\\x", "\xd0\xaf \\177 <path>"},
    {"", ""},
};

Test(classify_words, prose_has_no_names)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct strbuf out = {0};
        plain_words(&out, slice_str(plain[i].text));
        cr_expect(slice_is(strbuf_view(&out), plain[i].want), "%s: %.*s", plain[i].text, (int)out.len,
                  out.ptr ? out.ptr : "");
        strbuf_release(&out);
    }
}

static const struct { const char *pattern, *want; } literals[] = {
    {"mailbox full", "mailbox full"},
    {"(?:mail|in)?box (?:is )?full", "box "},
    {"over|full", "over full"},
    {"a(?:bc|de)f?g+h", "bc de"},
    {"(?!x)yz(?:q)?", "yz"},
    {"\\bspam\\b", "spam"},
    {"[abc]{2}", ""},
    {"x*|y", ""},
    {"(?:a|.)b", "b"},
};

Test(classify_words, each_match_has_one_of_the_literals)
{
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        struct literals found = literals_of(slice_str(literals[i].pattern));
        struct strbuf out = {0};
        for (size_t n = 0; n < found.count; n++)
            strbuf_fmt(&out, "%s%.*s", n ? " " : "", found.list[n].len, found.list[n].text);
        cr_expect(slice_is(strbuf_view(&out), literals[i].want), "%s: %.*s", literals[i].pattern,
                  (int)out.len, out.ptr ? out.ptr : "");
        strbuf_release(&out);
    }
}

/* Great letters of Latin and Cyrillic fit small ones; the match is of the text as it was. */
Test(classify_words, small_letters_fit_great_ones)
{
    static const struct { const char *pattern, *text, *found; } rows[] = {
        {"\xd1\x8f\xd1\x89\xd0\xb8\xd0\xba", "\xd0\xaf\xd0\xa9\xd0\x98\xd0\x9a!",
         "\xd0\xaf\xd0\xa9\xd0\x98\xd0\x9a"},
        {"\xc3\xbc" "ber", "\xc3\x9c" "BER", "\xc3\x9c" "BER"},
        {"tss\\d\\d", "[TSS04]", "TSS04"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct subject s = {0};
        struct pattern p;
        struct smtplog_slice found = {0};
        pattern_init(&p, slice_str(rows[i].pattern));
        subject_set(&s, slice_str(rows[i].text));
        cr_expect(pattern_match(&p, &s, &found) && slice_is(found, rows[i].found), "row %zu", i);
        pattern_release(&p);
        subject_release(&s);
    }
}

/* One way to fold both sides: accents, apostrophes, joints and great letters make no difference; a word
 * is a word, unless the term is open; Chinese needs no blanks; placeholders are no words. */
Test(classify_words, notions_are_named_whatever_the_spelling)
{
    static const char stanzas[] = "Notion: mailbox\nEn: mail box*, mailbox*\nFr: bo\xc3\xaete*\n"
                                  "Zh: \xe9\x82\xae\xe7\xae\xb1\nRu: \xd1\x8f\xd1\x89\xd0\xb8\xd0\xba*\n\n"
                                  "Notion: unknown\nEn: doesnt exist, host\n\n"
                                  "Notion: address\nFr: adresse*\nIt: utent*\n";
    static const struct { const char *text, *named; } rows[] = {
        {"no mail-box here", "mailbox"},
        {"MAILBOXES", "mailbox"},
        {"BO\xc3\x8eTE inconnue", "mailbox"},
        {"\xd0\xaf\xd0\xa9\xd0\x98\xd0\x9a\xd0\x90 \xd0\xbd\xd0\xb5\xd1\x82", "mailbox"},
        {"\xe6\x94\xb6\xe4\xbb\xb6\xe9\x82\xae\xe7\xae\xb1\xe6\xbb\xa1", "mailbox"},
        {"it doesn\xe2\x80\x99t  exist", "unknown"},
        {"this mailbox doesn't exist", "mailbox unknown"},
        {"\"mailbox\xe2\x80\x9d", "mailbox"},
        {"l'adresse", "address"},
        {"DELL\xe2\x80\x99UTENTE", "address"},
        {"we'll address", ""},
        {"emailbox ghosts at <host>", ""},
        {"hostile", ""},
        {"", ""},
    };
    struct diag diag = {0};
    struct stanza_file f = {0};
    struct notions n = {0};
    stanza_file_read(&f, "test", slice_str(stanzas), &diag);
    for (size_t i = 0; i < f.count; i++)
        notions_add(&n, &f.stanzas[i], &diag);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t want = 0, got = notions_in(&n, slice_str(rows[i].text));
        for (size_t bit = 0; bit < n.count; bit++)
            if (memmem(rows[i].named, strlen(rows[i].named), n.names[bit].ptr, n.names[bit].len))
                want |= notion_bit(&n, n.names[bit]);
        cr_expect_eq(got, want, "%s: %#lx", rows[i].text, (unsigned long)got);
    }
    cr_expect_eq(notion_bit(&n, SLICE_LIT("none")), 0);
    notions_release(&n);
    stanza_file_release(&f);
}
