/* evidence.c - what a service has shown, for lines that do not tell what was sent
 *
 * Logins: "lost connection after AUTH" follows a 334 as well as a 503 or a 501, and the lines
 * are the same.  A server that offers no AUTH, or none before TLS, never says 334: so it is
 * taken to have said it only if the service (its tag) has answered a login, well or badly, in a
 * dialogue of the same kind, with STARTTLS or without.  A refusal without a word speaks against
 * it, until the next login; the process itself, which serves one service only, is the better
 * witness, and the only one where the tag is missing or cut, as all services look alike there.
 *
 * Habits: what a failed test leads to is configured and not logged.  A dialogue that ended at
 * once is taken for dropped, unless others went on after the same test; then three in a row that
 * did not are needed to believe that the configuration was changed.
 *
 * Peers: a message is sent behind 354, or in chunks (BDAT) behind nothing, and only a success
 * tells which.  What each of the last peers was sent is kept in a small table, a byte a place:
 * one context for all, as they are many.  Of a peer that is not in it nothing is known; then it
 * counts whether this server sends in chunks at all. */
#include "correlate/passage.h"

#include "base/hash.h"

enum { UNKNOWN, SILENT, SHOWN };
enum { AT_ONCE = 1, IN_A_ROW = 3 };     /* seconds; dialogues */

/* Dialogues with STARTTLS, without, and those whose end counts nothing (Postfix before 3.0). */
static char kind_of(const struct smtplog_event *said)
{
    unsigned counted = 0;
    for (uint32_t i = 1; i < SMTPLOG_PHASES; i++)
        counted |= said->accepted[i] | said->refused[i];
    return !counted ? 'u' : said->accepted[SMTPLOG_STARTTLS] ? 't' : 'p';
}

static struct context *logins_of(struct passage *p)
{
    const char kind = kind_of(p->said);
    return passage_context(p, KEY_LOGINS, p->record->line->tag, slice_of(&kind, 1));
}

static uint64_t hash_process(const struct passage *p)
{
    return hash_bytes(&p->record->line->pid, sizeof p->record->line->pid, 0);
}

static void show(struct context *logins, uint8_t what)
{
    if (logins->n.shown == what)
        return;
    logins->n.shown = what;
    logins->dirty = 1;
}

void evidence_learn(struct passage *p)
{
    const struct smtplog_event *said = p->said;
    const struct context *s = p->session;

    if (!(said->flags & SMTPLOG_SESSION_ENDS) || said->direction != SMTPLOG_INBOUND)
        return;
    if (said->accepted[SMTPLOG_AUTH] ||
        (s && (s->n.told[SMTPLOG_AUTH] || context_fact(s, FACT_SASL_USER).len))) {
        struct context *logins = logins_of(p);
        show(logins, SHOWN);
        if (p->record->line->pid)
            context_seen(logins, hash_process(p));
    } else if (said->refused[SMTPLOG_AUTH] && s && !s->waiting.len) {
        show(logins_of(p), SILENT);
    }
}

int evidence_of_logins(struct passage *p)
{
    const struct context *logins = logins_of(p);
    const uint64_t process = hash_process(p);
    const struct smtplog_line *line = p->record->line;

    for (size_t i = 0; line->pid && i < CONTEXT_ONCE; i++)
        if (logins->n.once[i] == process)
            return 1;
    return logins->n.shown == SHOWN && line->tag.len && !(line->flags & SMTPLOG_LINE_CUT_TAG);
}

int evidence_of_habit(struct passage *p, const struct event *e, struct smtplog_slice form,
                      int followed)
{
    struct context *habit = passage_context(p, KEY_HABIT, p->record->line->tag, form);

    habit->dirty = 1;
    if (!followed || p->record->line->time - e->time > AT_ONCE) {
        habit->n.went_on = 1;
        habit->n.straight = 0;
        return 0;
    }
    if (habit->n.straight < IN_A_ROW)
        habit->n.straight++;
    return !habit->n.went_on || habit->n.straight == IN_A_ROW;
}

/* ---- Peers ---- */

enum { PEERS = 4096, IN_CHUNKS = 1, ASKED = 2, ANSWERS = 3 };

/* A message that surely fits one chunk: sent in chunks it is told from others by its words. */
enum { ONE_CHUNK = 4096 };

/* A peer's place in the table, and those bits of its hash that stand there above the answer. */
struct peer { size_t at; unsigned char mark; };

static struct peer peer_of(const struct passage *p)
{
    const uint64_t hash = hash_bytes(p->said->peer_ip.ptr, p->said->peer_ip.len, 0);
    return (struct peer){hash % PEERS, (unsigned char)(hash >> 56 & ~(uint64_t)ANSWERS)};
}

/* How the peer answered last; 0: nothing is known of it. */
static unsigned char answer_of(const struct context *peers, struct peer peer)
{
    if (!peers || peers->pool.len != PEERS)
        return 0;
    const unsigned char kept = (unsigned char)peers->pool.ptr[peer.at];
    return (kept & ~ANSWERS) == peer.mark ? kept & ANSWERS : 0;
}

void evidence_learn_peer(struct passage *p)
{
    const unsigned char answer = p->said->after_code ? ASKED : IN_CHUNKS;

    if (!p->said->peer_ip.len)
        return;
    const struct peer peer = peer_of(p);
    struct context *peers = passage_context(p, KEY_PEERS, SLICE_LIT(""),
                                            (struct smtplog_slice){0});
    if (answer_of(peers, peer) == answer)
        return;
    if (peers->pool.len != PEERS) {
        strbuf_clear(&peers->pool);
        memset(strbuf_room(&peers->pool, PEERS), 0, PEERS);
    }
    peers->pool.ptr[peer.at] = (char)(peer.mark | answer);
    if (answer == IN_CHUNKS)
        peers->n.shown = SHOWN;
    peers->dirty = 1;
}

int32_t evidence_of_peer(struct passage *p, int32_t after_code)
{
    const struct context *peers =
        context_find(&p->c->contexts,
                     passage_key(p, KEY_PEERS, SLICE_LIT(""), (struct smtplog_slice){0}));
    const unsigned char answer = answer_of(peers, peer_of(p));

    if (answer)
        return answer == ASKED ? after_code : 0;
    if (peers && peers->n.shown == SHOWN && !(p->event.size > 0 && p->event.size <= ONE_CHUNK))
        return 0;
    return after_code;
}
