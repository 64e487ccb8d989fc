/* Troubles of the model report/health.h as sentences. Each kind of trouble is one row of words, in
 * which {x} is replaced by what is known; a part between [ and ] is left out where its {x} is not
 * known. */
#include "phrase/health_say.h"

#include "base/text.h"
#include "phrase/say.h"
#include "phrase/who.h"

#include <math.h>

/* {s} subject, {n} how many, {o} of how many, {%} the one of the other, {p} places, {k} people,
 * {w} where it hits most, {f} the log, {t} since when, {d} for how long, {e} till when, {u} usual,
 * {c} cause, {m} ways of mail; {n~failure|failures} the form of a word that the count of {n}
 * takes */
static const struct { const char *word, *text, *step; } kinds[TROUBLE_KINDS] = {
    [TROUBLE_SILENT] = {"silent",
        N_("No log line since {t} ({d})[ in {f}][, usually about {u} by now]: is smtplog ingest "
           "running, is the server?"),
        N_("look whether the mail server and the syslog run, then at `smtplog status`")},
    [TROUBLE_BROKEN_IN] = {"broken-in",
        N_("User {s} logged in from {w} at {t} after {n} {n~guess|guesses} from there; "
           "{o} {o~message|messages} since: the password is known to a stranger."),
        N_("lock the user, change the password, empty the queue of that user's mail")},
    [TROUBLE_HIJACKED] = {"hijacked",
        N_("User {s} sends as a thief would: {n} {n~message|messages}[ (usually {u})][, "
           "from {w}, new since {t}]; {o} refused for content or rate. The password may "
           "be stolen."),
        N_("lock the user, change the password, empty the queue of that user's mail")},
    [TROUBLE_HOST] = {"host",
        N_("{s} has said nothing from {t} to {e} ({d}), the other hosts have[; usually "
           "about {u} lines in these hours]."),
        N_("look whether that server and its syslog run, and whether its log comes here")},
    [TROUBLE_STOPPED] = {"stopped",
        N_("{m} from {t} to {e} ({d})[; usually about {u} in these hours][; refused here "
           "meanwhile: {n}, most as: {c}][. Silent too: {w}]."),
        N_("look at the daemons, the firewall and the MX, at the queue, and at what is refused "
           "here")},
    [TROUBLE_PROCESS] = {"process",
        N_("{s}[ on {w}] has said nothing from {t} to {e} ({d})[; usually about {u} lines in "
           "these hours]."),
        N_("look whether that daemon runs")},
    [TROUBLE_GAP] = {"gap",
        N_("No log line from {t} to {e} ({d})[; usually about {u} in these hours]: was "
           "the server down, are logs lost, was the clock set?"),
        N_("look at the uptime and at the rotated logs, and read in what is missing")},
    [TROUBLE_FELL] = {"fell",
        N_("Far less mail than usual: {m}: {n}[, usually about {u}]."),
        N_("look at the daemons, the firewall and the MX")},
    [TROUBLE_UNREAD] = {"unread",
        N_("{%} of the mail server's lines ({n} of {o}) are in no form that is known[, most in "
           "{f}]: what they say is in no count."),
        N_("look at them with `smtplog sql \"SELECT * FROM strange_lines\"`")},
    [TROUBLE_NETWORK] = {"network",
        N_("Nearly all destinations could not be reached from {t} to {e}: {n} "
           "{n~failure|failures} to {p} {p~domain|domains}[, first {w}] ({c})."),
        N_("look at the network, the firewall and the provider's block of port 25")},
    [TROUBLE_DNS] = {"dns",
        N_("Names of nearly all destinations could not be looked up from {t} to {e}: {n} "
           "{n~failure|failures} to {p} {p~domain|domains}[, first {w}] (DNS)."),
        N_("look at the resolver in /etc/resolv.conf of this server")},
    [TROUBLE_FILTER] = {"filter",
        N_("The own filter or the next own server[ at {s}] does not answer: {n} "
           "{n~failure|failures} from {t} to {e}[, first {w}][, usually about {u}]."),
        N_("start it, and look at its log")},
    [TROUBLE_CONFIG] = {"config",
        N_("A lookup table or a setting of this server is broken: {n} "
           "{n~failure|failures} from {t} to {e}[, first {w}]."),
        N_("look for warnings in the log, and at the table or setting that they name")},
    [TROUBLE_DISK] = {"disk",
        N_("This server has no room: disk or queue is full, {n} {n~failure|failures} from "
           "{t} to {e}[, first {w}]."),
        N_("make room where the queue and the mailboxes are")},
    [TROUBLE_CERTIFICATE] = {"certificate",
        N_("This server's certificate is not taken: {n} {n~failure|failures} from {k} "
           "{k~network|networks} since {t}[, first {w}]."),
        N_("look whether the certificate has expired and can be read, renew it, reload")},
    [TROUBLE_SMART_HOST] = {"smart-host",
        N_("The smart host[ {s}] does not take this server's login: {n} {n~failure|failures} "
           "from {t} to {e}, to {p} {p~domain|domains}[, first {w}]."),
        N_("look at the login that is configured for the smart host (relayhost)")},
    [TROUBLE_LISTED] = {"listed",
        N_("This server's address is refused as blocklisted or of ill repute: {n} "
           "{n~failure|failures} since {t}[, at {p} {p~domain|domains}][, first {w}]."),
        N_("find out why mail was taken for spam, stop that, then ask for removal")},
    [TROUBLE_UNAUTHENTICATED] = {"unauthenticated",
        N_("Mail is refused because neither SPF nor DKIM vouches for it: {n} "
           "{n~failure|failures} since {t}[, first at {w}]."),
        N_("put this server into the SPF record, and see that it signs with DKIM")},
    [TROUBLE_REVERSE_DNS] = {"reverse-dns",
        N_("Mail is refused for this server's name: PTR (reverse DNS) or HELO: {n} "
           "{n~failure|failures} since {t}[, first at {w}]."),
        N_("make PTR, A record and HELO agree")},
    [TROUBLE_THROTTLED] = {"throttled",
        N_("{s} slows this server's mail down: {n} {n~time|times} since {t}[, usually "
           "about {u}]."),
        N_("send more slowly, and look whether mail of this server is taken for spam")},
    [TROUBLE_GUESSING] = {"guessing",
        N_("Logins are guessed: {n} {n~failed login|failed logins}[ (usually about {u})] "
           "from {p} {p~network|networks}[, first {w}], as {k} {k~name|names}; none succeeded."),
        N_("limit it (fail2ban, rate limits)")},
    [TROUBLE_DESTINATION] = {"destination",
        N_("{s} cannot be reached, other destinations can: {n} {n~failure|failures} from "
           "{t} to {e} ({c})[, usually about {u}]."),
        N_("wait, or ask their postmaster by another way")},
    [TROUBLE_WAITING] = {"waiting",
        N_("More mail waits than usual: {n} {n~recipient|recipients}[ (usually about "
           "{u})], to {p} {p~domain|domains}, first {w} ({c})."),
        N_("look at what the queue says")},
    [TROUBLE_NEW] = {"new",
        N_("New: {c}, {n} {n~failure|failures} since {t}[, first {w}][, usually about "
           "{u}]."), NULL},
    [TROUBLE_GREW] = {"grew",
        N_("More than usual: {c}, {n} {n~failure|failures}[ (usually about {u})][, first "
           "{w}]."), NULL},
};

const char *health_trouble_word(enum trouble_kind kind)
{
    return kinds[kind].word;
}

static const struct { const char *none; } ways[LANES] = {
    [LANE_IN] = {N_("no mail from outside")}, [LANE_SUBMITTED] = {N_("no mail from users")},
    [LANE_OUT] = {N_("none sent out (outbound)")}, [LANE_HOME] = {N_("none delivered here")},
};

static void say_ways(struct strbuf *out, unsigned directions, const struct lang *lang)
{
    int n = 0;
    for (int i = 0; i < LANES; i++)
        if (directions >> i & 1)
            strbuf_fmt(out, "%s%s", n++ ? ", " : "", tr(lang, ways[i].none));
}

/* The end of a path tells which log it is; the head goes where it is long. */
static void say_path(struct strbuf *out, const char *path)
{
    enum { WIDTH = 36 };
    struct strbuf safe = {0};
    text_for_terminal(&safe, slice_str(path));
    text_fit_tail(out, strbuf_view(&safe), WIDTH);
    strbuf_release(&safe);
}

static int is_one_day(const struct trouble *t)
{
    return t->until && period_day_of(t->since) == period_day_of(t->until);
}

/* "18:03", "22 Nov"; "22 Nov 18:03" where the end is told by the clock of the same day. */
static void say_begin(struct strbuf *out, const struct trouble *t, int64_t end,
                      const struct lang *lang)
{
    struct strbuf clock = {0};
    size_t start = out->len;
    period_moment(out, t->since, end, lang);
    period_moment(&clock, t->since, t->since, lang);
    if (is_one_day(t) && !slice_eq(slice_from(strbuf_view(out), start), strbuf_view(&clock)))
        strbuf_fmt(out, " %s", clock.ptr);
    strbuf_release(&clock);
}

/* What stands for {x}; empty: it is not known. */
static void say_value(struct strbuf *out, char which, const struct health *h,
                      const struct trouble *t, const struct adviser *a)
{
    const struct lang *lang = a->lang;
    int64_t end = h->period.until < h->now ? h->period.until : h->now;
    int64_t until = t->until ? t->until : end;
    switch (which) {
    case 's': strbuf_str(out, t->subject ? t->subject : ""); break;
    case 'w': strbuf_str(out, t->where ? t->where : ""); break;
    case 'f': say_path(out, t->where); break;
    case 'n': lang_count(out, t->n, lang); break;
    case 'o': lang_count(out, t->of, lang); break;
    case '%': say_share(out, t->n, t->of); break;
    case 'p': if (t->places) lang_count(out, t->places, lang); break;
    case 'k': if (t->people) lang_count(out, t->people, lang); break;
    case 't': if (t->since) say_begin(out, t, end, lang); break;
    case 'e': period_moment(out, until, is_one_day(t) ? until : end, lang); break;
    case 'd': period_length(out, (until - t->since + 30) / 60 * 60, lang); break;
    case 'u':
        if (t->usual.known)
            lang_count(out, (int64_t)llround(t->usual.usual), lang);
        break;
    case 'c': strbuf_slice(out, advice_cause_title(a, slice_str(t->cause))); break;
    case 'm': say_ways(out, t->directions, lang); break;
    default: break;
    }
}

/* Of "n~failure|failures}" the form that n takes, as the language counts; -> behind the brace. */
static const char *say_form(struct strbuf *out, const char *words, const struct trouble *t,
                            const struct lang *lang)
{
    int64_t n = *words == 'o' ? t->of : *words == 'p' ? t->places : *words == 'k' ? t->people
              : t->n;
    unsigned form = lang && lang->form ? lang->form((uint64_t)n) : n != 1;
    for (words += 2; *words && *words != '}'; words++) {
        if (*words == '|')
            form--;
        else if (form == 0)
            strbuf_char(out, *words);
    }
    return words;
}

/* Fills the places of a sentence: {n} is a value, {n~...} a form that agrees with one, and what
 * stands in [ ] is left out where a value inside it is not known. */
static void fill(struct strbuf *out, const char *words, const struct health *h,
                 const struct trouble *t, const struct adviser *a)
{
    size_t part = 0;                    /* where an optional part begins, from 1 */
    int known = 1;
    for (; *words; words++) {
        if (*words == '[') {
            part = out->len + 1;
            known = 1;
        } else if (*words == ']') {
            if (!known)
                out->len = part - 1;
            part = 0;
        } else if (words[0] == '{' && words[1] && words[2] == '}') {
            size_t before = out->len;
            say_value(out, words[1], h, t, a);
            known &= out->len > before;
            words += 2;
        } else if (words[0] == '{' && words[1] && words[2] == '~') {
            words = say_form(out, words + 1, t, a->lang);
        } else {
            strbuf_char(out, *words);
        }
    }
}

/* Capital at the head of the sentence. */
static void capital(struct strbuf *out, size_t at)
{
    if (out->len > at && out->ptr[at] >= 'a' && out->ptr[at] <= 'z')
        out->ptr[at] = (char)(out->ptr[at] - 'a' + 'A');
}

void health_say_who(struct strbuf *out, const struct trouble *t, const struct adviser *a)
{
    struct knowledge_cause known;
    int lang = knowledge_lang_of(a->lang ? a->lang->name : "en");
    if (t->who)
        who_words(out, a->lang, slice_str(t->who), WHO_ASKED);
    else if (t->cause && knowledge_cause(a->knowledge, slice_str(t->cause), lang, &known))
        who_words(out, a->lang, known.who_acts, WHO_ASKED);
}

void health_say_step(struct strbuf *out, const struct health *h, const struct trouble *t,
                     const struct adviser *a)
{
    (void)h;
    if (kinds[t->kind].step)
        strbuf_str(out, tr(a->lang, kinds[t->kind].step));
}

void health_say_fault(struct strbuf *out, const struct health *h, const struct trouble *t,
                      const struct adviser *a)
{
    size_t start = out->len;
    fill(out, tr(a->lang, kinds[t->kind].text), h, t, a);
    if (t->host)
        strbuf_fmt(out, tr(a->lang, " Only on %s."), t->host);
    if (t->kind == TROUBLE_STOPPED)
        capital(out, start);
}

void health_say_trouble(struct strbuf *out, const struct health *h, const struct trouble *t,
                        const struct adviser *a)
{
    health_say_fault(out, h, t, a);
    health_say_action(out, h, t, a);
}

void health_say_action(struct strbuf *out, const struct health *h, const struct trouble *t,
                       const struct adviser *a)
{
    struct strbuf who = {0}, step = {0};
    health_say_who(&who, t, a);
    if (who.len)
        strbuf_fmt(out, tr(a->lang, " Act: %s."), who.ptr);
    health_say_step(&step, h, t, a);
    if (step.len)
        strbuf_fmt(out, tr(a->lang, " First: %s."), step.ptr);
    strbuf_release(&who);
    strbuf_release(&step);
}
