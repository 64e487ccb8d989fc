/* What a form says is numbers in C; an operator writes these words. */
#include "site/words.h"

#include "knowledge/stanza.h"

#include <smtplog/parser.h>

struct word { const char *word; uint32_t value; };

/* SMTPLOG_QUIET is a form that says nothing: known, and harmless. */
static const struct word kinds[] = {
    {"failure", SMTPLOG_FAILURE}, {"success", SMTPLOG_SUCCESS}, {"facts", SMTPLOG_FACTS},
    {"nothing", 0}, {NULL, 0},
};
static const struct word joints[] = {
    {"one", SMTPLOG_ONE_LINE}, {"blank", SMTPLOG_BY_BLANK}, {"mark", SMTPLOG_BY_MARK},
    {"escape", SMTPLOG_BY_ESCAPE}, {"quoted-escape", SMTPLOG_BY_QUOTED_ESCAPE},
    {"newline", SMTPLOG_BY_NEWLINE}, {NULL, 0},
};
static const struct word marks[] = {
    {"not-final", SMTPLOG_NOT_FINAL}, {"echo", SMTPLOG_IS_ECHO}, {"once", SMTPLOG_ONCE},
    {"probe", SMTPLOG_PROBE}, {"code-implied", SMTPLOG_CODE_IMPLIED},
    {"message-begins", SMTPLOG_MESSAGE_BEGINS}, {"message-ends", SMTPLOG_MESSAGE_ENDS},
    {"session-begins", SMTPLOG_SESSION_BEGINS}, {"session-ends", SMTPLOG_SESSION_ENDS},
    {"settles", SMTPLOG_SETTLES}, {"if-open", SMTPLOG_IF_OPEN},
    {"own-queue", SMTPLOG_HAS_QUEUE}, {"replaces", SMTPLOG_REPLACES},
    {"after-by-peer", SMTPLOG_AFTER_BY_PEER}, {NULL, 0},
};

static int64_t value_of(const struct word *table, struct smtplog_slice word)
{
    for (; table->word; table++)
        if (slice_is(word, table->word))
            return table->value;
    return -1;
}

static const char *word_of(const struct word *table, uint32_t value)
{
    for (; table->word; table++)
        if (table->value == value)
            return table->word;
    return NULL;
}

int64_t words_kind(struct smtplog_slice word)
{
    return value_of(kinds, word);
}

const char *words_of_kind(uint32_t kind)
{
    return word_of(kinds, kind);
}

int64_t words_joint(struct smtplog_slice word)
{
    return value_of(joints, word);
}

const char *words_of_joint(uint32_t joint)
{
    return word_of(joints, joint);
}

int64_t words_marks(struct smtplog_slice list)
{
    struct smtplog_slice word;
    int64_t all = 0;
    while (stanza_item(&list, &word)) {
        int64_t one = value_of(marks, word);
        if (one < 0)
            return -1;
        all |= one;
    }
    return all;
}

void words_put_marks(struct strbuf *out, uint32_t set)
{
    const char *gap = "";
    for (const struct word *m = marks; m->word; m++)
        if (set & m->value) {
            strbuf_fmt(out, "%s%s", gap, m->word);
            gap = ", ";
        }
}

void words_list_marks(struct strbuf *out)
{
    words_put_marks(out, UINT32_MAX);
}
