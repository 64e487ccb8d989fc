/* Keys of the database turned into words by tables, so that a new key without words is found by
 * a test. */
#include "phrase/words.h"

#include "phrase/who.h"

static const char *const classes[] = {
    N_("Positive Preliminary"), N_("Positive Completion"), N_("Positive Intermediate"),
    N_("Transient Negative Completion"), N_("Permanent Negative Completion"),
};
static const char *const enhanced_classes[] = {
    "", N_("Success"), "", N_("Persistent Transient Failure"), N_("Permanent Failure"),
};
static const char *const meanings[] = {
    N_("the command was accepted, and a confirmation is awaited; SMTP does not use this class"),
    N_("the command was carried out"),
    N_("the command was accepted so far, and the server waits for more from the client"),
    N_("the command failed this time, and the same command may succeed later"),
    N_("the command failed, and will fail again if it is repeated unchanged"),
};

const char *words_class(const struct lang *lang, int class, int enhanced)
{
    const char *const *names = enhanced ? enhanced_classes : classes;
    return class < 1 || class > 5 ? "" : tr(lang, names[class - 1]);
}

const char *words_class_means(const struct lang *lang, int class)
{
    return class < 1 || class > 5 ? "" : tr(lang, meanings[class - 1]);
}

struct word { const char *key, *words; };

static const struct word phases[] = {
    {"any", N_("any command")}, {"connect", N_("the connection")}, {"ehlo", "EHLO"},
    {"starttls", "STARTTLS"}, {"auth", "AUTH"}, {"mail", "MAIL FROM"}, {"rcpt", "RCPT TO"},
    {"data", "DATA"}, {"eod", N_("the end of the message")}, {"rset", "RSET"}, {"vrfy", "VRFY"},
    {"etrn", "ETRN"}, {"quit", "QUIT"}, {"other", N_("another command")},
    {0, 0},
};
static const struct word nexts[] = {
    {"answer", N_("answers in the same dialogue, for the server waits")},
    {"proceed", N_("goes on with the next command")},
    {"retry", N_("keeps the message and tries the same again later")},
    {"stop", N_("corrects what is wrong or gives up, but does not repeat it unchanged")},
    {0, 0},
};
static const struct word persistences[] = {
    {"none", N_("no failure")},
    {"intermediate", N_("no failure yet, the dialogue is unfinished")},
    {"transient", N_("a failure for the time being")},
    {"permanent", N_("a final failure")},
    {0, 0},
};

static const char *find(const struct word *rows, struct smtplog_slice key)
{
    for (; rows->key; rows++)
        if (slice_is(key, rows->key))
            return rows->words;
    return NULL;
}

/* Each item of a list parted by commas in its words, joined by `joint`. */
static void words_list(struct strbuf *out, const struct lang *lang, const struct word *rows,
                       struct smtplog_slice keys, const char *joint)
{
    int any = 0;
    while (keys.len) {
        struct smtplog_slice key = keys;
        if (!scan_until(&keys, ',', &key))
            keys.len = 0;
        key = slice_trim(key);
        const char *words = find(rows, key);
        strbuf_str(out, any++ ? joint : "");
        if (words)
            strbuf_str(out, tr(lang, words));
        else
            strbuf_slice(out, key);
    }
}

void words_who_acts(struct strbuf *out, const struct lang *lang, struct smtplog_slice keys)
{
    who_words(out, lang, keys, WHO_UNKNOWN);
}

void words_phases(struct strbuf *out, const struct lang *lang, struct smtplog_slice keys)
{
    words_list(out, lang, phases, keys, ", ");
}

const char *words_next(const struct lang *lang, struct smtplog_slice key)
{
    const char *words = find(nexts, key);
    return words ? tr(lang, words) : "";
}

const char *words_persistence(const struct lang *lang, struct smtplog_slice key)
{
    const char *words = find(persistences, key);
    return words ? tr(lang, words) : "";
}

/* Phrases of citations, those first that hold others. */
static const char *const citing[] = {
    N_("specification, section "), N_(" and section "), N_(" section "), N_("(greeting)"),
    N_("(survey of implementations); not in "), N_("(class "), N_("RFC 5321 no longer has it"),
    N_("IANA registry only, paired with "), N_("IANA registry"),
    N_("Exim only (its AUTH handling); in no RFC"), N_("expired Internet-Draft"),
    N_("AUTH line too long"), N_("cancelled AUTH"), N_("DATA after BDAT"), N_("(mechanism)"),
    N_("first described in "), N_("Exim prints it"), N_("records earlier use"), N_("updates RFC "),
    N_("not registered; Gmail sender guidelines"), N_("frozen messages"),
};

void words_source(struct strbuf *out, const struct lang *lang, struct smtplog_slice source)
{
    while (source.len) {
        size_t i = 0;
        while (i < sizeof citing / sizeof *citing && !scan_lit(&source, citing[i]))
            i++;
        if (i < sizeof citing / sizeof *citing) {
            strbuf_str(out, tr(lang, citing[i]));
            continue;
        }
        strbuf_char(out, source.ptr[0]);
        source = slice_from(source, 1);
    }
}
