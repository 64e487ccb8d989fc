/* keys.h - the KEYs of `top --by`, one row each
 *
 *     X(id, name, title, columns, decided, shown, names, masked, told, raw)
 *
 *     id        GROUP_id
 *     name      of the contract: a word of --by
 *     title     N_(): head of its column
 *     columns   SCAN_* that it needs; 0: the hourly counts know it
 *     decided   1: the reason alone decides it, so groups are found once a reason
 *     shown     KEY_*: how its number becomes a text
 *     names     for KEY_NAMED the kind of name (query/names.h), else NAME_KINDS
 *     masked    ANONYMITY_*: the reading from which on its words are masks; NONE: never
 *     told      1: the tables for people have a column for it already
 *     raw       its number in `row`, struct scan_row: an id, a word, a code, a time; 0: not known
 *
 * The enum, the words of --by with its help and completions, and all that is asked of a key in
 * group.c follow; the manual's list is made of these rows by the target `man-update`.  A new key
 * is a row here and its expression over the view in report_top_test, which fails without it.
 */
#ifndef QUERY_KEYS_H
#define QUERY_KEYS_H

#define GROUP_TABLE(X)                                                                           \
    X(CAUSE, "cause", N_("cause"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 1,                          \
      row->reason->cause)                                                                        \
    X(CODE, "code", N_("code"), 0, 1, KEY_NUMBER, NAME_KINDS, NONE, 1,                           \
      row->reason->code)                                                                         \
    X(REASON, "reason", N_("reason"), 0, 1, KEY_NAMED, NAME_TEMPLATE, NONE, 0,                   \
      row->reason->id)                                                                           \
    X(PEER, "peer", N_("peer"), SCAN_PEER, 0, KEY_NAMED, NAME_PEER, CLIENTS, 0, row->peer)       \
    X(PEER_NET, "peer-net", N_("network"), SCAN_PEER, 0, KEY_NAMED, NAME_NET, CLIENTS, 0,        \
      row->peer)                                                                                 \
    X(SENDER, "sender", N_("sender"), SCAN_SENDER, 0, KEY_NAMED, NAME_ADDRESS, PEOPLE, 0,        \
      row->sender)                                                                               \
    X(SENDER_DOMAIN, "sender-domain", N_("sender's domain"), SCAN_SENDER, 0, KEY_NAMED,          \
      NAME_DOMAIN, NONE, 0, row->sender)                                                         \
    X(RECIPIENT, "recipient", N_("recipient"), SCAN_RECIPIENT, 0, KEY_NAMED, NAME_ADDRESS,       \
      PEOPLE, 0, row->recipient)                                                                 \
    X(RECIPIENT_DOMAIN, "recipient-domain", N_("recipient's domain"), SCAN_DOMAIN, 0,            \
      KEY_NAMED, NAME_DOMAIN_ITSELF, NONE, 0, row->domain)                                       \
    X(PROVIDER, "provider", N_("provider"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 0,                 \
      row->reason->provider)                                                                     \
    X(SASL_USER, "sasl-user", N_("user"), SCAN_SASL, 0, KEY_NAMED, NAME_SASL, PEOPLE, 0,         \
      row->sasl)                                                                                 \
    X(HELO, "helo", N_("HELO"), SCAN_HELO, 0, KEY_NAMED, NAME_HELO, CLIENTS, 0, row->helo)       \
    X(HOST, "host", N_("host"), 0, 0, KEY_NAMED, NAME_HOST, NONE, 0, row->host)                  \
    X(MTA, "mta", N_("MTA"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 0, row->reason->mta)              \
    X(DIRECTION, "direction", N_("direction"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 0,              \
      row->reason->direction)                                                                    \
    X(PHASE, "phase", N_("phase"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 0,                          \
      row->reason->phase)                                                                        \
    X(ENHANCED, "enhanced", N_("enhanced code"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 0,            \
      row->reason->enhanced)                                                                     \
    X(TAG, "tag", N_("tag"), 0, 1, KEY_WORD, NAME_KINDS, NONE, 0, row->reason->tag)              \
    X(HOUR, "hour", N_("hour"), 0, 0, KEY_HOUR, NAME_KINDS, NONE, 0,                             \
      period_hour_of(row->first))                                                                \
    X(DAY, "day", N_("day"), 0, 0, KEY_DAY, NAME_KINDS, NONE, 0,                                 \
      period_day_of(row->first))

enum key_shown {
    KEY_WORD,               /* a word of the catalogue */
    KEY_NUMBER,
    KEY_NAMED,              /* an id of the database */
    KEY_HOUR, KEY_DAY       /* a time, as the local clock and calendar have it */
};

#define GROUP_ID(id, ...) GROUP_##id,
enum group_key { GROUP_TABLE(GROUP_ID) GROUP_KEYS };

/* "cause|code|..." without the bar in front */
#define GROUP_WORD(id, name, ...) "|" name
#define GROUP_CHOICES (&"" GROUP_TABLE(GROUP_WORD)[1])

#endif
