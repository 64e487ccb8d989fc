/* A stanza as a row of a table of forms, and such a row as a stanza: that every built-in form that
 * needs no code comes out of both as it was is the proof that the format leaves nothing out
 * (tests/unit/site_test.c). */
#include "base/lang.h"
#include "base/mem.h"
#include "event/event.h"
#include "site/site.h"
#include "site/words.h"

#include <form.h>
#include <stdlib.h>
#include <strings.h>

const char *const site_fields[] = {
    "Name", "Program", "Mta", "Starts", "Literal", "Pattern", "Says", "Direction", "Phase",
    "Disposition", "Verdict-By", "Code", "After-Code", "Enhanced", "Text", "Process",
    "Reply-Lines", "Marks", "Source", "Sample", "Expect", NULL,
};

static const char *keep(struct site_strings *strings, struct smtplog_slice s)
{
    strings->list = mem_grow(strings->list, &strings->cap, strings->len + 1,
                             sizeof *strings->list);
    return strings->list[strings->len++] = mem_strn(s.ptr, s.len);
}

void site_strings_release(struct site_strings *strings)
{
    for (size_t i = 0; i < strings->len; i++)
        free(strings->list[i]);
    free(strings->list);
    *strings = (struct site_strings){0};
}

/* A value in quotes keeps the blanks at its ends. */
static struct smtplog_slice unquoted(struct smtplog_slice s)
{
    if (s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"')
        return slice_of(s.ptr + 1, s.len - 2);
    return s;
}

/* The field's text; NULL: the stanza has none, or an empty one. */
static const char *text_of(const struct stanza *s, const char *field, struct site_strings *strings)
{
    struct smtplog_slice value = unquoted(stanza_get(s, field));
    return value.len ? keep(strings, value) : NULL;
}

static int fault(const struct stanza *s, struct diag *diag, const char *what)
{
    diag_error(diag, "%s:%u: %s; this form is not used", s->file, s->line, tr(diag->lang, what));
    return 0;
}

/* A field that nobody reads is a slip: a form without its condition would take other lines
 * too. */
static int fields_are_known(const struct stanza *s, struct diag *diag)
{
    for (size_t i = 0; i < s->count; i++) {
        struct smtplog_slice name = s->fields[i].name;
        size_t n = 0;
        while (site_fields[n] && (strlen(site_fields[n]) != name.len ||
                                  strncasecmp(site_fields[n], name.ptr, name.len) != 0))
            n++;
        if (!site_fields[n]) {
            diag_error(diag, "%s:%u: no such field in a form: %.*s; this form is not used",
                       s->file, s->fields[i].line, (int)name.len, name.ptr);
            return 0;
        }
    }
    return 1;
}

/* The value of one of the contract's words; absent: 0.  0: it is no such word. */
static int read_word(const struct stanza *s, const char *field, const char *(*word)(uint32_t),
                     uint32_t *out)
{
    struct smtplog_slice given = stanza_get(s, field);
    if (!given.len)
        return 1;
    for (uint32_t value = 1; value < 32; value++)
        if (word(value) && slice_is(given, word(value))) {
            *out = value;
            return 1;
        }
    return 0;
}

static int read_code(const struct stanza *s, const char *field, int32_t *out)
{
    struct smtplog_slice given = stanza_get(s, field);
    uint64_t n = 0;
    if (given.len && (given.len != 3 || !scan_number(&given, 3, &n) || given.len))
        return 0;
    *out = (int32_t)n;
    return 1;
}

static int read_enhanced(const struct stanza *s)
{
    struct smtplog_slice given = stanza_get(s, "Enhanced"), code;
    return !given.len || (scan_enhanced(&given, &code) && !given.len);
}

/* What the form says whatever its fields. */
static int read_says(struct form_says *says, const struct stanza *s, struct site_strings *strings,
                     struct diag *diag)
{
    int64_t kind = words_kind(stanza_get(s, "Says"));
    int64_t marks = words_marks(stanza_get(s, "Marks"));
    struct smtplog_slice lines = stanza_get(s, "Reply-Lines");
    int64_t joint = lines.len ? words_joint(lines) : SMTPLOG_ONE_LINE;
    if (kind < 0)
        return fault(s, diag, N_("Says is failure, success, facts or nothing"));
    if (marks < 0)
        return fault(s, diag, N_("Marks is a list of not-final, once, echo, message-begins, ...: "
                                 "smtplog-parsers(7)"));
    if (joint < 0)
        return fault(s, diag, N_("Reply-Lines is one, blank, mark, escape, quoted-escape or "
                                 "newline"));
    if (!read_word(s, "Direction", event_direction_word, &says->direction))
        return fault(s, diag, N_("Direction is inbound, outbound or local"));
    if (!read_word(s, "Phase", event_phase_word, &says->phase))
        return fault(s, diag, N_("Phase is one of connect, ehlo, mail, rcpt, data, eod, ..."));
    if (!read_word(s, "Disposition", event_disposition_word, &says->disposition))
        return fault(s, diag, N_("Disposition is rejected, deferred, bounced, ..."));
    if (!read_word(s, "Verdict-By", event_origin_word, &says->origin))
        return fault(s, diag, N_("Verdict-By is remote or local"));
    if (!read_code(s, "Code", &says->code) || !read_code(s, "After-Code", &says->after_code))
        return fault(s, diag, N_("Code and After-Code have three digits"));
    if (!read_enhanced(s))
        return fault(s, diag, N_("Enhanced is a code such as 5.7.1"));
    says->kind = (uint32_t)kind;
    says->flags = (uint32_t)marks;
    says->joint = (uint32_t)joint;
    says->enhanced = text_of(s, "Enhanced", strings);
    says->text = text_of(s, "Text", strings);
    says->process = text_of(s, "Process", strings);
    return 1;
}

/* A failure without these could not be counted by anyone. */
static int failure_is_whole(const struct site_form *f, const struct stanza *s, struct diag *diag)
{
    const struct form_says *says = &f->form->says;
    if (says->kind == SMTPLOG_FAILURE && (!says->direction || !says->disposition))
        return fault(s, diag, N_("a failure needs Direction and Disposition"));
    return 1;
}

static int is_name(struct smtplog_slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!(name.ptr[i] >= 'a' && name.ptr[i] <= 'z') && !(i && scan_is_digit(name.ptr[i])) &&
            !(i && name.ptr[i] == '-'))
            return 0;
    return name.len > 0 && name.len <= 32;
}

/* The stanza's Mta, else the first program up to what is no name: "postfwd2" of
 * "postfwd2/policy". */
static const char *mta_of(const struct stanza *s, struct smtplog_slice programs,
                          struct site_strings *strings)
{
    struct smtplog_slice given = stanza_get(s, "Mta"), first = {0};
    if (given.len)
        return is_name(given) ? keep(strings, given) : NULL;
    stanza_item(&programs, &first);
    size_t n = 0;
    while (n < first.len && (scan_is_alnum(first.ptr[n]) || first.ptr[n] == '-'))
        n++;
    char *name = (char *)(uintptr_t)keep(strings, slice_head(first, n));
    for (char *c = name; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c | 0x20 : *c);
    return is_name(slice_str(name)) ? name : NULL;
}

static void tell_pattern(void *to, const char *sentence)
{
    struct strbuf *said = to;
    if (!said->len)
        strbuf_str(said, sentence);
}

/* The machine's own proof: the expression compiles, and its groups are known. */
static int pattern_is_sound(const struct site_form *f, const struct stanza *s, struct diag *diag)
{
    struct strbuf said = {0};
    const struct smtplog_host host = {.size = sizeof host, .to = &said, .warn = tell_pattern};
    int sound = form_check(f->form, 1, &host) == 0;
    if (!sound)
        diag_error(diag, "%s:%u: %s; this form is not used", s->file, s->line,
                   strbuf_text(&said));
    strbuf_release(&said);
    return sound;
}

/* What a form must have so that it can be fast (a literal) and be told apart (a name). */
static int read_form(struct site_form *f, const struct stanza *s, struct site_strings *strings,
                     struct diag *diag)
{
    struct form *form = f->form;
    if (!fields_are_known(s, diag))
        return 0;
    form->name = text_of(s, "Name", strings);
    form->starts = text_of(s, "Starts", strings);
    form->needle = text_of(s, "Literal", strings);
    form->pattern = text_of(s, "Pattern", strings);
    form->source = text_of(s, "Source", strings);
    if (!form->name || !f->programs.len)
        return fault(s, diag, N_("a form needs Name and Program"));
    if (!form->starts && !form->needle)
        return fault(s, diag, N_("a form needs Literal or Starts: words that every such line "
                                 "has"));
    if (!read_says(&form->says, s, strings, diag) || !failure_is_whole(f, s, diag))
        return 0;
    if (!form->pattern && form->says.kind)
        return fault(s, diag, N_("a form that says something needs Pattern"));
    if (!form->source) {
        char *where = mem_fmt("%s:%u", s->file, s->line);
        form->source = keep(strings, slice_str(where));
        free(where);
    }
    f->as = (struct smtplog_parser){SMTPLOG_PARSER_HEAD,
                                    .name = mta_of(s, f->programs, strings)};
    if (!f->as.name)
        return fault(s, diag, N_("Mta is a name of small letters, digits and '-'"));
    return pattern_is_sound(f, s, diag);
}

int site_form_read(struct site_form *f, const struct stanza *s, struct site_strings *strings,
                   struct diag *diag)
{
    *f = (struct site_form){.form = mem_alloc(sizeof *f->form), .stanza = s,
                            .programs = stanza_get(s, "Program")};
    if (read_form(f, s, strings, diag))
        return 1;
    free(f->form);
    f->form = NULL;
    return 0;
}

/* ---- The other way ---- */

static void put(struct strbuf *out, const char *field, const char *value)
{
    if (value && *value)
        strbuf_fmt(out, "%s: %s\n", field, value);
}

/* In quotes where blanks or quotes at the ends would be lost. */
static void put_text(struct strbuf *out, const char *field, const char *value)
{
    size_t len = value ? strlen(value) : 0;
    int quotes = len && (strchr(" \t\"", value[0]) || strchr(" \t\"", value[len - 1]));
    if (len)
        strbuf_fmt(out, "%s: %s%s%s\n", field, quotes ? "\"" : "", value, quotes ? "\"" : "");
}

static void put_code(struct strbuf *out, const char *field, int32_t code)
{
    if (code)
        strbuf_fmt(out, "%s: %03d\n", field, code);
}

void site_form_write(struct strbuf *out, const struct form *form, const char *program)
{
    const struct form_says *says = &form->says;
    put(out, "Name", form->name);
    put(out, "Program", program);
    put_text(out, "Starts", form->starts);
    put_text(out, "Literal", form->needle);
    put_text(out, "Pattern", form->pattern);
    put(out, "Says", words_of_kind(says->kind));
    put(out, "Direction", event_direction_word(says->direction));
    put(out, "Phase", event_phase_word(says->phase));
    put(out, "Disposition", event_disposition_word(says->disposition));
    put(out, "Verdict-By", event_origin_word(says->origin));
    put_code(out, "Code", says->code);
    put_code(out, "After-Code", says->after_code);
    put(out, "Enhanced", says->enhanced);
    put_text(out, "Text", says->text);
    put(out, "Process", says->process);
    if (says->joint)
        put(out, "Reply-Lines", words_of_joint(says->joint));
    if (says->flags) {
        strbuf_str(out, "Marks: ");
        words_put_marks(out, says->flags);
        strbuf_char(out, '\n');
    }
    put(out, "Source", form->source);
}
