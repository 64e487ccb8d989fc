/* Senders that were asked to come back later, and the message with which they did.
 *
 * A pair of sender and client is one.  Large senders come back from another of their addresses, so
 * a client is the same by its network or, but for the null sender that everybody uses, by the last
 * two labels of its name.  Who is let in within a few seconds had another recipient in the
 * dialogue in which this one was refused. */
#include "store/write/fresh.h"
#include "store/write/write.h"

enum { PATIENCE = 8 * DAY };            /* who comes later comes anew: servers give up after 5 */
enum { SAME_DIALOGUE = 5 };             /* seconds */

/* Columns of schema/query/greylist_open.sql, in order. */
enum { OPEN_FIRST, OPEN_PEER, OPEN_HOST, OPEN_LAST, OPEN_NET, OPEN_NAME, OPEN_DOMAIN };

/* One that waits. */
struct waiting {
    int64_t first, peer_id, host_id, domain_id;
};

/* "example.com" of "mx7.mail.example.com". */
static struct smtplog_slice site_of(struct smtplog_slice name)
{
    size_t at = name.len;
    for (int dots = 0; at > 0; at--)
        if (name.ptr[at - 1] == '.' && ++dots == 2)
            break;
    return slice_from(name, at);
}

/* A pool of senders tries again from another address: the same network counts, or the same site
 * by name.  Bounces have no sender, so there the network must do. */
static int is_same_client(sqlite3_stmt *st, struct smtplog_slice net, struct smtplog_slice name,
                          int is_null_sender)
{
    struct smtplog_slice site = site_of(name);
    if (net.len && slice_eq(stmt_slice(st, OPEN_NET), net))
        return 1;
    return !is_null_sender && slice_find(site, ".") >= 0 &&
           slice_eq(site_of(stmt_slice(st, OPEN_NAME)), site);
}

/* The sender's that waits, from that client and with its last refusal by `latest`.
 * 1: found; 0: none does. */
static int find_waiting(struct store *s, int64_t sender_id, struct smtplog_slice sender,
                        struct smtplog_slice ip, struct smtplog_slice name, int64_t latest,
                        struct waiting *out)
{
    struct strbuf net = {0};
    int row;
    if (fresh_write_all(s))
        return STORE_FAILED;
    peer_net(&net, ip);
    sqlite3_stmt *st = stmt_start(s, SQL_GREYLIST_OPEN, "ii", sender_id, latest - PATIENCE);
    while ((row = stmt_step(s, st)) == 1) {
        if (sqlite3_column_int64(st, OPEN_LAST) > latest ||
            !is_same_client(st, strbuf_view(&net), name, sender.len == 0))
            continue;
        *out = (struct waiting){
            .first = sqlite3_column_int64(st, OPEN_FIRST),
            .peer_id = sqlite3_column_int64(st, OPEN_PEER),
            .host_id = sqlite3_column_int64(st, OPEN_HOST),
            .domain_id = sqlite3_column_int64(st, OPEN_DOMAIN),
        };
        sqlite3_reset(st);
        break;
    }
    strbuf_release(&net);
    return row;
}

/* Asked to come back; that it has not yet is counted with -1 for its seconds. */
static int begin(struct store *s, const struct event *e, int64_t sender_id, int64_t peer_id)
{
    int64_t domain_id = dict_domain(s, e->sender), host_id = dict_host(s, e->host);
    if (domain_id < 0 || host_id < 0 ||
        stmt_run(s, SQL_GREYLIST_ADD, "iiii", sender_id, e->time, peer_id, host_id))
        return STORE_FAILED;
    return stmt_run(s, SQL_GREYLIST_COUNT, "iiiii", store_floor(e->time, HOUR), host_id, domain_id,
                    (int64_t)-1, (int64_t)1);
}

int store_greylisted(struct store *s, const struct event *e)
{
    struct waiting known;
    if (store_ready(s))
        return STORE_FAILED;
    int64_t sender_id = dict_address(s, e->sender);
    int64_t peer_id = dict_peer(s, e->peer_ip, e->peer_name);
    if (sender_id <= 0 || peer_id <= 0)
        return sender_id < 0 || peer_id < 0 ? STORE_FAILED : STORE_OK;
    int found = find_waiting(s, sender_id, e->sender, e->peer_ip, e->peer_name, e->time, &known);
    if (found < 0)
        return STORE_FAILED;
    return found ? stmt_run(s, SQL_GREYLIST_AGAIN, "iiii", sender_id, known.first, known.peer_id,
                            e->time)
                 : begin(s, e, sender_id, peer_id);
}

int store_arrival(struct store *s, const struct arrival *a)
{
    struct waiting was;
    int64_t sender_id = 0;
    if (store_ready(s))
        return STORE_FAILED;
    int found = fresh_write_all(s) ? STORE_FAILED :
                stmt_find(s, SQL_ADDRESS_FIND, &sender_id, "t", a->sender);
    if (found == 1)
        found = find_waiting(s, sender_id, a->sender, a->client_ip, a->client_name,
                             a->time - SAME_DIALOGUE, &was);
    if (found <= 0)
        return found < 0 ? STORE_FAILED : STORE_OK;
    int64_t hour = store_floor(was.first, HOUR);
    return stmt_run(s, SQL_GREYLIST_ACCEPT, "iiii", sender_id, was.first, was.peer_id, a->time) ||
           stmt_run(s, SQL_GREYLIST_COUNT, "iiiii", hour, was.host_id, was.domain_id, (int64_t)-1,
                    (int64_t)-1) ||
           stmt_run(s, SQL_GREYLIST_COUNT, "iiiii", hour, was.host_id, was.domain_id,
                    a->time - was.first, (int64_t)1) ? STORE_FAILED : STORE_OK;
}

int store_greylist_waiting(struct store *s, int64_t most,
                           void (*each)(void *to, struct smtplog_slice sender), void *to)
{
    sqlite3_stmt *st = stmt_start(s, SQL_GREYLIST_WAITING, "ii", (int64_t)PATIENCE, most);
    int row;
    while ((row = stmt_step(s, st)) == 1)
        each(to, stmt_slice(st, 0));
    return row < 0 ? STORE_FAILED : STORE_OK;
}
