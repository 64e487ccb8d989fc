/* Puts together what is known of a group, the most special first: rule, cause, enhanced code,
 * code. */
#include "phrase/advice.h"

#include "phrase/who.h"

static struct smtplog_slice first_known(struct smtplog_slice a, struct smtplog_slice b)
{
    return a.len ? a : b;
}

static void from_code(struct advice *out, const struct knowledge_code *code)
{
    out->title = first_known(out->title, code->title);
    out->means = first_known(out->means, code->description);
    out->when_seen = first_known(out->when_seen, code->when_seen);
    out->how_to_fix = first_known(out->how_to_fix, code->how_to_fix);
    out->who_acts = first_known(out->who_acts, code->who_acts);
    out->source = first_known(out->source, code->source);
}

/* The sample as the event it was. */
static uint32_t number_of_word(const char *word, const char *(*of)(uint32_t), uint32_t n)
{
    for (uint32_t i = 1; word && i < n; i++)
        if (of(i) && strcmp(of(i), word) == 0)
            return i;
    return 0;
}

/* The sample back as the event that it came from, so that rules can be asked what they say of
 * it. */
static struct event event_of(const struct top_group *g)
{
    const struct sample *s = &g->sample;
    return (struct event){
        .time = s->time, .mta = slice_str(s->mta), .process = slice_str(s->process),
        .direction = number_of_word(s->direction, event_direction_word, SMTPLOG_LOCAL + 1),
        .phase = number_of_word(s->phase, event_phase_word, SMTPLOG_PHASES),
        .disposition = number_of_word(s->disposition, event_disposition_word,
                                      SMTPLOG_DISPOSITIONS),
        .origin = number_of_word(s->origin, event_origin_word, SMTPLOG_BY_LOCAL + 1),
        .code = s->code, .class = g->class, .enhanced = slice_str(s->enhanced),
        .peer_name = slice_str(s->peer_name),
        .text = slice_str(s->logged ? s->logged : s->text),
        .recipient = slice_str(s->recipient), .tag = slice_str(s->tag),
    };
}

static enum who_side side_of(const struct top_group *g)
{
    const struct sample *s = &g->sample;
    return who_side_of(
        number_of_word(s->direction, event_direction_word, SMTPLOG_LOCAL + 1),
        number_of_word(s->origin, event_origin_word, SMTPLOG_BY_LOCAL + 1));
}

static struct smtplog_slice cause_of(const struct top_group *g)
{
    const struct leaders *l = &g->lead[LEAD_CAUSE];
    return l->distinct ? l->top[0].text : slice_of(NULL, 0);
}

static struct smtplog_slice provider_of(const struct top_group *g)
{
    const struct leaders *l = &g->lead[LEAD_PROVIDER];
    return l->distinct ? l->top[0].text : slice_of(NULL, 0);
}

void advice_of(const struct adviser *a, const struct top_group *g, struct advice *out)
{
    int lang = knowledge_lang_of(a->lang ? a->lang->name : "en");
    struct smtplog_slice cause = cause_of(g);
    struct knowledge_cause known;
    struct knowledge_code code;
    *out = (struct advice){.side = side_of(g)};
    if (a->classifier && g->sample.text) {
        struct event event = event_of(g);
        struct classify_finding finding = {0};
        classify_ask(a->classifier, &event, &finding);
        if (slice_eq(finding.cause, cause)) {
            out->means = finding.explanation[lang];
            if (out->side != WHO_ASKED)
                out->as_receiver = finding.as_receiver[lang];
            out->who_acts = finding.who_acts;
            out->source = finding.source;
        }
    }
    if (cause.len && knowledge_cause(a->knowledge, cause, lang, &known)) {
        knowledge_cause_of_class(&known, g->class);
        out->title = known.title;
        out->means = first_known(out->means, known.description);
        out->how_to_fix = who_fix(&known, out->side);
        out->wont_help = known.wont_help;
        out->who_acts = first_known(out->who_acts, known.who_acts);
        out->source = first_known(out->source, known.source);
    }
    if (g->sample.enhanced &&
        knowledge_enhanced(a->knowledge, slice_str(g->sample.enhanced), lang, &code)) {
        from_code(out, &code);
        if (out->side == WHO_ASKED && knowledge_collides(a->knowledge, &code, provider_of(g)))
            out->beware = code.beware;  /* of others' codes, and of that provider's alone */
    }
    if (g->sample.code && knowledge_reply(a->knowledge, g->sample.code, lang, &code))
        from_code(out, &code);
    out->who_acts = who_of_class(out->who_acts, g->class);
}

struct smtplog_slice advice_cause_title(const struct adviser *a, struct smtplog_slice cause)
{
    struct knowledge_cause known;
    int lang = knowledge_lang_of(a->lang ? a->lang->name : "en");
    if (cause.len && knowledge_cause(a->knowledge, cause, lang, &known) && known.title.len)
        return known.title;
    return cause;
}
