/* Asked through libsystemd, which knows its files' format and its rotation; without that library
 * everything here says so. */
#include "input/sysjournal.h"

#ifdef SMTPLOG_JOURNAL

#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

enum { BLOCK = 64 * 1024, CURSORS_KEPT = 1 << 16 };

struct place { uint64_t end; size_t at, len; };     /* of a cursor in `cursors` */

struct sysjournal {
    sd_journal *journal;
    struct diag *diag;
    uint64_t identity, offset;
    struct strbuf block, cursors, last;
    struct place *places;
    size_t first, len, cap;             /* of `places`; those before `first` are forgotten */
    int failed, stands_on_entry;
};

int sysjournal_is_built(void)
{
    return 1;
}

/* LOG_MAIL of syslog(3), which Postfix, Sendmail, OpenSMTPD and Exim log with, and policy daemons
 * too; and, for what writes to standard output, the units of Debian, Red Hat and Arch. */
static const char *const programs[] = {
    "SYSLOG_FACILITY=2", "_SYSTEMD_UNIT=postfix.service", "_SYSTEMD_UNIT=postfix@-.service",
    "_SYSTEMD_UNIT=exim4.service", "_SYSTEMD_UNIT=exim.service",
    "_SYSTEMD_UNIT=sendmail.service", "_SYSTEMD_UNIT=opensmtpd.service",
    "_SYSTEMD_UNIT=smtpd.service",
};

/* (any of the programs) and (any priority but debug). */
static int choose_entries(sd_journal *j)
{
    int r = 0;
    for (size_t i = 0; i < sizeof programs / sizeof *programs && r >= 0; i++) {
        r = sd_journal_add_match(j, programs[i], 0);
        if (r >= 0)
            r = sd_journal_add_disjunction(j);
    }
    if (r >= 0)
        r = sd_journal_add_conjunction(j);
    for (char priority[] = "PRIORITY=0"; priority[9] <= '6' && r >= 0; priority[9]++)
        r = sd_journal_add_match(j, priority, 0);
    return r;
}

/* A journal has no inode: its machine, and its folder where one was named, tell it from
 * others. */
static uint64_t identity_of(const char *folder)
{
    sd_id128_t machine = SD_ID128_NULL;
    char *path = folder ? realpath(folder, NULL) : NULL;
    sd_id128_get_machine(&machine);
    uint64_t id = hash_bytes((const char *)machine.bytes, sizeof machine.bytes, 0);
    if (folder)
        id = hash_bytes(path ? path : folder, strlen(path ? path : folder), id);
    free(path);
    return id;
}

struct sysjournal *sysjournal_open(const char *folder, struct diag *diag)
{
    sd_journal *journal = NULL;
    int r = folder ? sd_journal_open_directory(&journal, folder, 0)
                   : sd_journal_open(&journal, SD_JOURNAL_LOCAL_ONLY);
    if (r >= 0)
        r = choose_entries(journal);
    if (r < 0) {
        diag_error(diag, "%s: the journal cannot be read: %s", folder ? folder : "journal",
                   strerror(-r));
        sd_journal_close(journal);
        return NULL;
    }
    struct sysjournal *j = mem_alloc(sizeof *j);
    j->journal = journal;
    j->diag = diag;
    j->identity = identity_of(folder);
    return j;
}

void sysjournal_close(struct sysjournal *j)
{
    if (!j)
        return;
    sd_journal_close(j->journal);
    strbuf_release(&j->block);
    strbuf_release(&j->cursors);
    strbuf_release(&j->last);
    free(j->places);
    free(j);
}

uint64_t sysjournal_identity(const struct sysjournal *j)
{
    return j->identity;
}

/* Steps onto the entry of this cursor; 0: it is gone.  journald may come out before it, where
 * entries of several files have one time: those count as read. */
static int find_entry(struct sysjournal *j, const char *cursor)
{
    const char *mark = strstr(cursor, ";t=");       /* microseconds, in hexadecimal */
    uint64_t until = mark ? strtoull(mark + 3, NULL, 16) : 0, time;
    while (sd_journal_next(j->journal) > 0) {
        if (sd_journal_test_cursor(j->journal, cursor) > 0)
            return 1;
        if (sd_journal_get_realtime_usec(j->journal, &time) < 0 || time > until)
            break;
    }
    return 0;
}

void sysjournal_seek(struct sysjournal *j, struct smtplog_slice cursor, uint64_t offset)
{
    char *text = mem_strn(cursor.len ? cursor.ptr : "", cursor.len);
    j->offset = offset;
    strbuf_clear(&j->last);
    strbuf_slice(&j->last, cursor);
    j->stands_on_entry = 0;
    if (!cursor.len || sd_journal_seek_cursor(j->journal, text) < 0)
        sd_journal_seek_head(j->journal);
    else if (!find_entry(j, text) && sd_journal_seek_cursor(j->journal, text) >= 0)
        j->stands_on_entry = sd_journal_next(j->journal) > 0;
    free(text);
}

/* The value of a field of the present entry; ptr NULL: it has none. */
static struct smtplog_slice field(struct sysjournal *j, const char *name)
{
    const void *data;
    size_t len, front = strlen(name) + 1;
    if (sd_journal_get_data(j->journal, name, &data, &len) < 0 || len < front)
        return slice_of(NULL, 0);
    return slice_of((const char *)data + front, len - front);
}

/* Bytes that are no text are numbers in a list, as journalctl has them. */
static void put_value(struct strbuf *out, struct smtplog_slice value)
{
    if (text_is_clean(value)) {
        text_for_json(out, value);
        return;
    }
    for (size_t i = 0; i < value.len; i++)
        strbuf_fmt(out, "%c%u", i ? ',' : '[', (unsigned)(unsigned char)value.ptr[i]);
    strbuf_char(out, ']');
}

static void keep_cursor(struct sysjournal *j, const char *cursor)
{
    size_t len = strlen(cursor);
    j->places = mem_grow(j->places, &j->cap, j->len + 1, sizeof *j->places);
    j->places[j->len++] = (struct place){j->offset + j->block.len, j->cursors.len, len};
    strbuf_add(&j->cursors, cursor, len);
}

/* The entry that the journal stands on, as a line. */
static void put_entry(struct sysjournal *j)
{
    static const char *const names[] = {
        "_SOURCE_REALTIME_TIMESTAMP", "_HOSTNAME", "SYSLOG_IDENTIFIER", "_COMM", "SYSLOG_PID",
        "_PID", "MESSAGE",
    };
    uint64_t time;
    char *cursor = NULL;
    if (sd_journal_get_realtime_usec(j->journal, &time) < 0 ||
        sd_journal_get_cursor(j->journal, &cursor) < 0)
        return;
    strbuf_str(&j->block, "{\"__CURSOR\":");
    text_for_json(&j->block, slice_str(cursor));
    strbuf_fmt(&j->block, ",\"__REALTIME_TIMESTAMP\":\"%" PRIu64 "\"", time);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct smtplog_slice value = field(j, names[i]);
        if (!value.ptr)
            continue;
        strbuf_fmt(&j->block, ",\"%s\":", names[i]);
        put_value(&j->block, value);
    }
    strbuf_str(&j->block, "}\n");
    keep_cursor(j, cursor);
    free(cursor);
}

struct smtplog_slice sysjournal_block(struct sysjournal *j)
{
    int r = 0;
    j->offset += j->block.len;
    strbuf_clear(&j->block);
    while (j->block.len < BLOCK && (j->stands_on_entry || (r = sd_journal_next(j->journal)) > 0)) {
        j->stands_on_entry = 0;
        put_entry(j);
    }
    if (r < 0 && !j->failed) {
        j->failed = 1;
        diag_error(j->diag, "journal: reading failed: %s; the rest is missing", strerror(-r));
    }
    return strbuf_view(&j->block);
}

/* What was asked for is asked for no more. */
static void forget(struct sysjournal *j)
{
    size_t bytes = j->first < j->len ? j->places[j->first].at : j->cursors.len;
    if (j->first < CURSORS_KEPT && j->first < j->len)
        return;
    memmove(j->cursors.ptr, j->cursors.ptr + bytes, j->cursors.len - bytes);
    j->cursors.len -= bytes;
    memmove(j->places, j->places + j->first, (j->len - j->first) * sizeof *j->places);
    j->len -= j->first;
    j->first = 0;
    for (size_t i = 0; i < j->len; i++)
        j->places[i].at -= bytes;
}

struct smtplog_slice sysjournal_cursor(struct sysjournal *j, uint64_t offset)
{
    const struct place *last = NULL;
    while (j->first < j->len && j->places[j->first].end <= offset)
        last = &j->places[j->first++];
    if (last) {
        strbuf_clear(&j->last);
        strbuf_add(&j->last, j->cursors.ptr + last->at, last->len);
        forget(j);
    }
    return strbuf_view(&j->last);
}

#else

int sysjournal_is_built(void)
{
    return 0;
}

struct sysjournal *sysjournal_open(const char *folder, struct diag *diag)
{
    (void)folder;
    diag_error(diag, "this smtplog was built without libsystemd and does not read the journal; "
                     "journalctl -o json | smtplog ingest - does");
    return NULL;
}

void sysjournal_close(struct sysjournal *j)
{
    (void)j;
}

uint64_t sysjournal_identity(const struct sysjournal *j)
{
    (void)j;
    return 0;
}

void sysjournal_seek(struct sysjournal *j, struct smtplog_slice cursor, uint64_t offset)
{
    (void)j, (void)cursor, (void)offset;
}

struct smtplog_slice sysjournal_block(struct sysjournal *j)
{
    (void)j;
    return slice_of(NULL, 0);
}

struct smtplog_slice sysjournal_cursor(struct sysjournal *j, uint64_t offset)
{
    (void)j, (void)offset;
    return slice_of(NULL, 0);
}

#endif
