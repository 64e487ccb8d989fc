/* store_help.h - for the tests of the store: a scratch folder, a listener, a source, an event */
#ifndef STORE_HELP_H
#define STORE_HELP_H

#include "base/mem.h"
#include "store/write/write.h"
#include "store/pack.h"
#include "store/query.h"
#include "store/sql.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Collects what is told. */
static struct strbuf heard;

static void help_listen(void *to, enum diag_level level, const char *sentence)
{
    (void)to, (void)level;
    strbuf_str(&heard, sentence);
    strbuf_char(&heard, '\n');
}

static struct diag help_diag = {.tell = help_listen};

/* Keeps a string until the test's process ends, so that nobody need free it. */
static inline char *help_keep(char *text)
{
    static char *kept[256];
    static size_t n;
    cr_assert(n < 256);
    return kept[n++] = text;
}

static char help_folder[] = "/tmp/smtplog-test-XXXXXX";

static void help_sweep(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'*", help_folder);
    if (system(command))
        fputs("a scratch folder stays behind\n", stderr);
}

/* A path in a new folder, which goes when the test's process ends. */
static inline char *help_path(void)
{
    static int n;
    if (n++ == 0) {
        cr_assert(mkdtemp(help_folder) != NULL);
        atexit(help_sweep);
    }
    return help_keep(mem_fmt("%s/%d/b/smtplog.db", help_folder, n));
}

/* A store that checks its foreign keys and shuffles unordered rows. */
static inline struct store *help_open(const char *path)
{
    struct store *s = store_open(path, STORE_WRITE, &help_diag);
    cr_assert(s != NULL, "%s", heard.ptr);
    store_exec(s, "PRAGMA foreign_keys = ON; PRAGMA reverse_unordered_selects = ON", "testing");
    return s;
}

static inline int64_t help_count(struct store *s, const char *sql)
{
    struct store_query *q = store_query_sql(s, sql);
    int64_t n = store_next(q) ? store_int(q, 0) : -1;
    cr_expect_eq(store_query_end(q), STORE_OK, "%s: %s", sql, heard.ptr);
    return n;
}

/* The first column of the first row; "" for none, "NULL" for NULL. */
static inline const char *help_text(struct store *s, const char *sql)
{
    struct store_query *q = store_query_sql(s, sql);
    const char *text = "";
    if (store_next(q)) {
        struct smtplog_slice t = store_text(q, 0);
        text = t.ptr ? help_keep(mem_strn(t.ptr, t.len)) : "NULL";
    }
    cr_expect_eq(store_query_end(q), STORE_OK, "%s: %s", sql, heard.ptr);
    return text;
}

/* A saved source of the channel; a batch must be open. */
static inline struct store_source help_source(struct store *s, const char *channel)
{
    struct store_source source = {
        .channel = store_channel(s, channel), .name = help_keep(mem_fmt("/var/log/%s", channel)),
        .head_len = 64, .head_hash = (uint64_t)(uintptr_t)channel[0] << 32 | (uint64_t)getpid(),
    };
    cr_assert_eq(store_source_save(s, &source), STORE_OK, "%s", heard.ptr);
    return source;
}

/* A rejection by an MTA of our own. */
static inline struct event help_event(int64_t time)
{
    return (struct event){
        .time = time, .host = SLICE_LIT("mx.example.org"), .mta = SLICE_LIT("postfix"),
        .process = SLICE_LIT("smtpd"), .direction = SMTPLOG_INBOUND, .phase = SMTPLOG_RCPT,
        .disposition = SMTPLOG_REJECTED, .origin = SMTPLOG_BY_LOCAL, .code = 550, .class = 5,
        .final = 1, .enhanced = SLICE_LIT("5.1.1"), .sender = SLICE_LIT("a@example.com"),
        .recipient = SLICE_LIT("b@example.org"), .peer_name = SLICE_LIT("c.example.com"),
        .peer_ip = SLICE_LIT("192.0.2.7"), .text = SLICE_LIT("<b@example.org>: User unknown"),
        .reason = SLICE_LIT("<addr>: User unknown"), .cause = SLICE_LIT("user-unknown"),
        .line_no = 1, .identity = (uint64_t)time,
    };
}

/* Every pack tells of its hour what the tables do, and there are so many. */
static inline void help_packs_agree(struct store *s, int64_t packs)
{
    struct pack pack = {.len = 0};
    struct store_query *q = store_query(s, SQL_PACK_READ);
    store_bind_int(q, 1, 0);
    store_bind_int(q, 2, INT64_MAX);
    for (; store_next(q); packs--) {
        cr_assert_eq(pack_read(&pack, store_blob(q, 1), ~0u), 0);
        struct store_query *events = store_query(s, SQL_HOUR_EVENTS);
        size_t row = 0;
        store_bind_int(events, 1, store_int(q, 0));
        store_bind_int(events, 2, store_int(q, 0) + HOUR);
        for (; store_next(events); row++)
            for (int c = 0; c < PACK_COLUMNS && row < pack.len; c++)
                cr_expect_eq(pack.column[c][row], store_int(events, c), "row %zu column %d", row, c);
        cr_expect_eq(store_query_end(events), STORE_OK);
        cr_expect_eq(row, pack.len);
    }
    cr_expect_eq(store_query_end(q), STORE_OK);
    cr_expect_eq(packs, 0, "%lld packs less or more", (long long)packs);
    pack_release(&pack);
}

/* The view `who` finds of everybody what the events say of him, each event once. */
static inline void help_who_agrees(struct store *s)
{
    static const char told[] =
        "WITH told AS (SELECT recipient AS name, 'recipient' AS role, ts, event_id FROM events"
        " UNION ALL SELECT sender, 'sender', ts, event_id FROM events"
        " UNION ALL SELECT recipient_domain, 'recipient_domain', ts, event_id FROM events"
        " UNION ALL SELECT sender_domain, 'sender_domain', ts, event_id FROM events"
        " UNION ALL SELECT peer_ip, 'peer', ts, event_id FROM events"
        " UNION ALL SELECT client_ip, 'client', ts, event_id FROM events"
        " UNION ALL SELECT sasl_user, 'sasl_user', ts, event_id FROM events)";
    char *missed = mem_fmt("%s SELECT count(*) FROM (SELECT * FROM told WHERE name IS NOT NULL"
                           " EXCEPT SELECT * FROM who)", told);
    char *more = mem_fmt("%s SELECT (SELECT count(*) FROM who) -"
                         " (SELECT count(*) FROM told WHERE name IS NOT NULL)", told);
    cr_expect_eq(help_count(s, missed), 0);
    cr_expect_eq(help_count(s, more), 0);
    free(missed);
    free(more);
}

#endif
