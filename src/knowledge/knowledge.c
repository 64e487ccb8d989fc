/* The knowledge base is built into the program as text and indexed at the first question; a
 * missing translation falls back to English. */
#include "knowledge/knowledge.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/lang.h"
#include "knowledge/stanza.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

extern const struct embedded_file knowledge_files[];

/* A table of the knowledge base: facts common to all languages, and texts by language.  `key` is
 * the field that names a stanza. */
enum table { REPLIES, SEEN, ENHANCED, CAUSES, LOST_DOTS, PAIRS, MECHANISMS, TABLES };

static const struct { const char *file, *key; } tables[TABLES] = {
    [REPLIES] = {"reply-codes", "Code"},
    [SEEN] = {"reply-codes-seen", "Code"},
    [ENHANCED] = {"enhanced-codes", "Code"},
    [CAUSES] = {"causes", "Cause"},
    [LOST_DOTS] = {"lost-dots", "Code"},
    [PAIRS] = {"pairs", "Pair"},
    [MECHANISMS] = {"mechanisms", "Mechanism"},
};

/* One file; facts are the file with no language. */
enum { FACTS = KNOWLEDGE_LANGS, SHEETS };
struct sheet {
    struct stanza_file file;
    struct map by_key;                  /* struct stanza */
};

struct knowledge {
    struct sheet sheets[TABLES][SHEETS];
};

const char *knowledge_lang_word(int lang)
{
    return lang_all[lang].name;
}

int knowledge_lang_of(const char *locale)
{
    const struct lang *lang = lang_by_name(locale);
    return lang && lang - lang_all < KNOWLEDGE_LANGS ? (int)(lang - lang_all) : KNOWLEDGE_EN;
}

const struct embedded_file *knowledge_file(const char *name)
{
    for (const struct embedded_file *f = knowledge_files; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

uint64_t knowledge_version(void)
{
    uint64_t version = 0;
    for (const struct embedded_file *f = knowledge_files; f->name; f++)
        version = hash_bytes(f->bytes, f->len, version);
    return version;
}

/* Stanzas of one built-in file by their key; two with one key are a fault of the file. */
static void load_sheet(struct sheet *sheet, const char *name, const char *key, struct diag *diag)
{
    const struct embedded_file *f = knowledge_file(name);
    if (!f)
        return;
    stanza_file_read(&sheet->file, f->name, slice_of((const char *)f->bytes, f->len), diag);
    for (size_t i = 0; i < sheet->file.count; i++) {
        struct stanza *s = &sheet->file.stanzas[i];
        struct smtplog_slice value = stanza_get(s, key);
        struct map_entry *e = value.len ? map_put(&sheet->by_key, value) : NULL;
        if (!e)
            diag_error(diag, "%s:%u: no field %s", f->name, s->line, key);
        else if (e->value)
            diag_error(diag, "%s:%u: %s is already there", f->name, s->line, e->key.ptr);
        else
            e->value = s;
    }
}

struct knowledge *knowledge_new(struct diag *diag)
{
    struct knowledge *k = mem_alloc(sizeof *k);
    for (int t = 0; t < TABLES; t++)
        for (int sheet = 0; sheet < SHEETS; sheet++) {
            char name[64];
            if (sheet == FACTS)
                snprintf(name, sizeof name, "%s.txt", tables[t].file);
            else
                snprintf(name, sizeof name, "%s.%s.txt", tables[t].file, lang_all[sheet].name);
            load_sheet(&k->sheets[t][sheet], name, tables[t].key, diag);
        }
    return k;
}

void knowledge_free(struct knowledge *k)
{
    for (int t = 0; k && t < TABLES; t++)
        for (int sheet = 0; sheet < SHEETS; sheet++) {
            stanza_file_release(&k->sheets[t][sheet].file);
            map_release(&k->sheets[t][sheet].by_key, NULL);
        }
    free(k);
}

static const struct stanza *find(const struct knowledge *k, int table, int sheet, const char *key)
{
    return map_get(&k->sheets[table][sheet].by_key, slice_str(key));
}

/* The field of the first of two stanzas that has it. */
static struct smtplog_slice either(const struct stanza *a, const struct stanza *b,
                                   const char *field)
{
    struct smtplog_slice value = a ? stanza_get(a, field) : (struct smtplog_slice){0};
    return value.ptr || !b ? value : stanza_get(b, field);
}

static const struct {
    const char *field;
    size_t at;
} code_fields[] = {
#define CODE_FIELD(name, member) {name, offsetof(struct knowledge_code, member)}
    CODE_FIELD("Title", title), CODE_FIELD("Description", description),
    CODE_FIELD("When-Seen", when_seen), CODE_FIELD("How-To-Fix", how_to_fix),
    CODE_FIELD("Source", source), CODE_FIELD("Beware", beware), CODE_FIELD("Phases", phases),
    CODE_FIELD("Pairs", pairs), CODE_FIELD("Next", next), CODE_FIELD("Who-Acts", who_acts),
    CODE_FIELD("Session", session), CODE_FIELD("Scope", scope), CODE_FIELD("Message", message),
    CODE_FIELD("Then", then), CODE_FIELD("After", after), CODE_FIELD("Example", example),
    CODE_FIELD("Usually", usually), CODE_FIELD("Persistence", persistence),
    CODE_FIELD("Standard", standard),
};

/* RFC 5321 section 4.2.1: what the first digit says about trying again. */
static const char *const persistences[10] = {
    [1] = "intermediate", [2] = "none", [3] = "intermediate", [4] = "transient", [5] = "permanent",
};

/* Fills *out from the stanza `key` of a table; 0 if neither facts nor text has it. */
static int fill(const struct knowledge *k, int table, const char *key, int lang,
                struct knowledge_code *out)
{
    const struct stanza *text = find(k, table, lang, key), *facts = find(k, table, FACTS, key);
    if (!text && !facts)
        return 0;
    for (size_t i = 0; i < sizeof code_fields / sizeof *code_fields; i++) {
        struct smtplog_slice value = either(text, facts, code_fields[i].field);
        memcpy((char *)out + code_fields[i].at, &value, sizeof value);
    }
    out->entry = either(text, facts, "Code");
    out->generic = slice_is(either(text, facts, "Generic"), "yes") ? 1 : 0;
    out->seen = table == SEEN ? 1 : 0;
    out->enhanced = table == ENHANCED ? 1 : 0;
    if (!out->persistence.ptr && persistences[out->class])
        out->persistence = slice_str(persistences[out->class]);
    return 1;
}

int knowledge_reply(const struct knowledge *k, int32_t code, int lang, struct knowledge_code *out)
{
    char key[12];

    *out = (struct knowledge_code){.class = code / 100};
    if (code < 100 || code > 599)
        return 0;
    snprintf(out->code, sizeof out->code, "%03d", code);
    if (fill(k, REPLIES, out->code, lang, out))
        return 1;
    snprintf(key, sizeof key, "%dxx", code / 100);
    struct knowledge_code class = {.class = out->class};
    int known = fill(k, REPLIES, key, lang, &class);
    if (!fill(k, SEEN, out->code, lang, out)) {
        memcpy(class.code, out->code, sizeof class.code);
        *out = class;
        return known;
    }
    /* What was only seen has texts of its own; the protocol's facts are those of its class. */
    out->phases = class.phases, out->next = class.next;
    if (!out->who_acts.ptr)
        out->who_acts = class.who_acts;
    out->standard = SLICE_LIT("no");
    return 1;
}

int knowledge_enhanced(const struct knowledge *k, struct smtplog_slice code, int lang,
                       struct knowledge_code *out)
{
    struct smtplog_slice rest = code, scanned;
    char key[12];

    *out = (struct knowledge_code){0};
    if (!scan_enhanced(&rest, &scanned) || rest.len || code.len >= sizeof out->code)
        return 0;
    memcpy(out->code, code.ptr, code.len);
    out->class = code.ptr[0] - '0';
    memcpy(key, out->code, sizeof key);
    key[0] = 'X';
    if (fill(k, ENHANCED, key, lang, out))
        return 1;
    strcpy(strrchr(key, '.'), ".0");
    int known = fill(k, ENHANCED, key, lang, out) || fill(k, ENHANCED, "X.0.0", lang, out);
    out->generic = 1;
    return known;
}

/* Words from the language's sheet, facts from the one that all languages share. */
static int fill_cause(const struct knowledge *k, const char *key, int lang,
                      struct knowledge_cause *out)
{
    const struct stanza *text = find(k, CAUSES, lang, key), *facts = find(k, CAUSES, FACTS, key);
    if (!text && !facts)
        return 0;
    *out = (struct knowledge_cause){
        .cause = either(text, facts, "Cause"),
        .who_acts = either(text, facts, "Who-Acts"),
        .title = either(text, facts, "Title"),
        .description = either(text, facts, "Description"),
        .how_to_fix = either(text, facts, "How-To-Fix"),
        .inbound = either(text, facts, "Inbound"),
        .outbound = either(text, facts, "Outbound"),
        .wont_help = either(text, facts, "Wont-Help"),
        .source = either(text, facts, "Source"),
        .of_class = {{either(text, facts, "How-To-Fix-4xx"), either(text, facts, "Wont-Help-4xx"),
                      either(text, facts, "Inbound-4xx"), either(text, facts, "Outbound-4xx")},
                     {either(text, facts, "How-To-Fix-5xx"), either(text, facts, "Wont-Help-5xx"),
                      either(text, facts, "Inbound-5xx"), either(text, facts, "Outbound-5xx")}},
    };
    return 1;
}

void knowledge_cause_of_class(struct knowledge_cause *cause, int class)
{
    if ((class != 4 && class != 5) || !cause->of_class[class - 4].how_to_fix.len)
        return;
    cause->how_to_fix = cause->of_class[class - 4].how_to_fix;
    cause->wont_help = cause->of_class[class - 4].wont_help;
    cause->inbound = cause->of_class[class - 4].inbound;
    cause->outbound = cause->of_class[class - 4].outbound;
}

int knowledge_cause(const struct knowledge *k, struct smtplog_slice cause, int lang,
                    struct knowledge_cause *out)
{
    char key[64];
    if (cause.len >= sizeof key)
        return 0;
    snprintf(key, sizeof key, "%.*s", (int)cause.len, cause.ptr ? cause.ptr : "");
    return fill_cause(k, key, lang, out);
}

static const struct {
    const char *field;
    size_t at;
} mechanism_fields[] = {
#define MECHANISM_FIELD(name, member) {name, offsetof(struct knowledge_mechanism, member)}
    MECHANISM_FIELD("Mechanism", mechanism), MECHANISM_FIELD("Standard", standard),
    MECHANISM_FIELD("Title", title), MECHANISM_FIELD("Description", description),
    MECHANISM_FIELD("When-Seen", when_seen), MECHANISM_FIELD("How-To-Fix", how_to_fix),
    MECHANISM_FIELD("Beware", beware), MECHANISM_FIELD("Source", source),
    MECHANISM_FIELD("Wire", wire), MECHANISM_FIELD("Dialogue", dialogue),
    MECHANISM_FIELD("Without-Tls", without_tls), MECHANISM_FIELD("Keeps", keeps),
    MECHANISM_FIELD("Needs", needs), MECHANISM_FIELD("Usually", usually),
};

int knowledge_mechanism(const struct knowledge *k, struct smtplog_slice name, int lang,
                        struct knowledge_mechanism *out)
{
    char key[32] = "";
    for (size_t i = 0; i < name.len && i < sizeof key - 1; i++)
        key[i] = (char)(name.ptr[i] >= 'a' && name.ptr[i] <= 'z' ? name.ptr[i] - 0x20
                                                                 : name.ptr[i]);
    const struct stanza *text = find(k, MECHANISMS, lang, key);
    const struct stanza *facts = find(k, MECHANISMS, FACTS, key);
    *out = (struct knowledge_mechanism){0};
    if (name.len >= sizeof key || (!text && !facts))
        return 0;
    for (size_t i = 0; i < sizeof mechanism_fields / sizeof *mechanism_fields; i++) {
        struct smtplog_slice value = either(text, facts, mechanism_fields[i].field);
        memcpy((char *)out + mechanism_fields[i].at, &value, sizeof value);
    }
    return 1;
}

int knowledge_collides(const struct knowledge *k, const struct knowledge_code *code,
                       struct smtplog_slice provider)
{
    char key[12];
    snprintf(key, sizeof key, "%.*s", (int)code->entry.len, code->entry.ptr ? code->entry.ptr
             : "");
    const struct stanza *s = provider.len && code->enhanced ? find(k, ENHANCED, FACTS, key) : NULL;
    for (size_t i = 0; s && i < s->count; i++) {
        struct smtplog_slice rest = s->fields[i].value, who, item;
        if (!slice_is(s->fields[i].name, "Collision") || !scan_until(&rest, ':', &who))
            continue;
        while (stanza_item(&who, &item))
            if (slice_eq(item, provider))
                return 1;
    }
    return 0;
}

struct smtplog_slice knowledge_pair(const struct knowledge *k, struct smtplog_slice a,
                                    struct smtplog_slice b, int lang, const char *field, size_t i)
{
    char key[64];
    const struct stanza *s = NULL;
    for (int turn = 0; turn < 2 && !s; turn++) {
        struct smtplog_slice x = turn ? b : a, y = turn ? a : b;
        snprintf(key, sizeof key, "%.*s %.*s", (int)x.len, x.ptr, (int)y.len, y.ptr);
        s = find(k, PAIRS, lang, key);
    }
    for (size_t j = 0; s && j < s->count; j++)
        if (slice_is(s->fields[j].name, field) && i-- == 0)
            return s->fields[j].value;
    return slice_of(NULL, 0);
}

struct smtplog_slice knowledge_lost_dots(const struct knowledge *k, int32_t code)
{
    char key[16];
    snprintf(key, sizeof key, "%d", code);
    return either(find(k, LOST_DOTS, FACTS, key), NULL, "Enhanced");
}

/* The key of stanza i of a table's facts; of its English texts where it has no facts. */
static int key_at(const struct knowledge *k, int table, size_t i, char *key, size_t size)
{
    const struct stanza_file *f = &k->sheets[table][FACTS].file;
    if (f->count == 0)
        f = &k->sheets[table][KNOWLEDGE_EN].file;
    if (i >= f->count)
        return 0;
    struct smtplog_slice value = stanza_get(&f->stanzas[i], tables[table].key);
    snprintf(key, size, "%.*s", (int)value.len, value.ptr ? value.ptr : "");
    return 1;
}

int knowledge_reply_at(const struct knowledge *k, size_t i, int lang, struct knowledge_code *out)
{
    char key[12];
    size_t standard = k->sheets[REPLIES][FACTS].file.count;

    *out = (struct knowledge_code){0};
    if (!(i < standard ? key_at(k, REPLIES, i, key, sizeof key)
                       : key_at(k, SEEN, i - standard, key, sizeof key)))
        return 0;
    if (i >= standard)
        return knowledge_reply(k, atoi(key), lang, out);
    memcpy(out->code, key, sizeof key);
    out->class = key[0] - '0';
    return fill(k, REPLIES, key, lang, out);
}

int knowledge_enhanced_at(const struct knowledge *k, size_t i, int lang,
                          struct knowledge_code *out)
{
    *out = (struct knowledge_code){0};
    return key_at(k, ENHANCED, i, out->code, sizeof out->code) &&
           fill(k, ENHANCED, out->code, lang, out);
}

int knowledge_cause_at(const struct knowledge *k, size_t i, int lang, struct knowledge_cause *out)
{
    char key[64];
    *out = (struct knowledge_cause){0};
    return key_at(k, CAUSES, i, key, sizeof key) && fill_cause(k, key, lang, out);
}

int knowledge_mechanism_at(const struct knowledge *k, size_t i, int lang,
                           struct knowledge_mechanism *out)
{
    char key[32];
    return key_at(k, MECHANISMS, i, key, sizeof key) &&
           knowledge_mechanism(k, slice_str(key), lang, out);
}
