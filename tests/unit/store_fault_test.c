/* What goes wrong: killed in the middle, a full disk, two at once, a batch taken back. */
#include "store_help.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static const char offset_and_events[] =
    "SELECT (SELECT sum(offset) FROM source) - (SELECT count(*) FROM event)";

/* Reads on from where the database stands, one byte an event, until it is killed. */
static void read_for_ever(const char *path, int committed)
{
    struct store *s = store_open(path, STORE_WRITE, &help_diag);
    size_t n;
    struct store_source *found = store_sources_by_head(s, 64, 1, &n);
    struct store_source source = n ? found[0] : (struct store_source){
        .head_len = 64, .head_hash = 1, .name = help_keep(mem_str("/var/log/mail.log"))};
    for (;;) {
        if (store_begin(s))
            _exit(1);
        source.channel = store_channel(s, "mail.log");
        if (source.id == 0)
            store_source_save(s, &source);
        for (int i = 0; i < 100; i++) {
            struct event e = help_event((int64_t)source.offset++);
            if (store_event(s, &e, &source))
                _exit(1);
        }
        if (store_source_save(s, &source) || store_commit(s) || write(committed, "c", 1) != 1)
            _exit(1);
    }
}

Test(store_fault, killed_anywhere_offset_and_events_agree)
{
    char *path = help_path();
    store_close(help_open(path));
    int64_t last = -1;
    for (int round = 0; round < 8; round++) {
        int committed[2];
        char byte;
        cr_assert_eq(pipe(committed), 0);
        pid_t child = fork();
        if (child == 0)
            read_for_ever(path, committed[1]);
        /* after its first commit, however slow the machine, and then anywhere */
        cr_assert_eq(read(committed[0], &byte, 1), 1);
        usleep((useconds_t)(round * 1931));
        kill(child, SIGKILL);
        close(committed[0]);
        close(committed[1]);
        int status;
        waitpid(child, &status, 0);
        cr_expect(WIFSIGNALED(status), "the reader ended by itself");
        struct store *s = help_open(path);
        cr_expect_eq(help_count(s, offset_and_events), 0);
        cr_expect_str_eq(help_text(s, "PRAGMA integrity_check"), "ok");
        int64_t n = help_count(s, "SELECT count(*) FROM event");
        cr_expect_eq(help_count(s, "SELECT sum(n) FROM failure_hourly"), n);
        cr_expect(n > last, "no progress in round %d", round);
        last = n;
        store_close(s);
    }
}

Test(store_fault, a_batch_can_be_taken_back)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    e.queue_id = SLICE_LIT("4ABC");
    store_event(s, &e, &source);
    store_rollback(s);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM event"), 0);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM host"), 0);
    cr_expect_eq(store_event(s, &e, &source), STORE_FAILED);
    cr_expect(strstr(heard.ptr, "outside of a batch"), "%s", heard.ptr);
    store_begin(s);
    source = help_source(s, "mail.log");
    cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(store_commit(s), STORE_OK, "%s", heard.ptr);
    cr_expect_str_eq(help_text(s, "SELECT queue_id || host FROM events"), "4ABCmx.example.org");
    store_close(s);
}

Test(store_fault, a_full_disk_is_said_and_nothing_is_lost)
{
    char *path = help_path();
    struct store *s = help_open(path);
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    store_event(s, &e, &source);
    cr_assert_eq(store_commit(s), STORE_OK);
    store_exec(s, "PRAGMA max_page_count = 80", "testing");
    cr_assert_eq(store_begin(s), STORE_OK);
    char text[2000];
    int result = STORE_OK;
    for (int i = 0; i < 2000 && result == STORE_OK; i++) {
        memset(text, 'a' + i % 26, sizeof text);
        snprintf(text, 20, "%d", i);
        e.text = slice_of(text, sizeof text);
        result = store_event(s, &e, &source);
    }
    cr_expect_eq(result, STORE_FAILED);
    cr_expect_eq(store_event(s, &e, &source), STORE_FAILED);
    cr_expect_eq(store_commit(s), STORE_FAILED);
    cr_expect(strstr(heard.ptr, "is full"), "%s", heard.ptr);
    cr_expect(strchr(heard.ptr, '\n') == heard.ptr + heard.len - 1, "told once: %s", heard.ptr);
    cr_expect_eq(help_count(s, "SELECT count(*) FROM events"), 1);
    store_exec(s, "PRAGMA max_page_count = 100000", "testing");
    cr_expect_eq(store_begin(s), STORE_OK);
    cr_expect_eq(store_channel(s, "mail.log"), 0);
    cr_expect_eq(store_event(s, &e, &source), STORE_OK, "%s", heard.ptr);
    cr_expect_eq(store_commit(s), STORE_OK);
    store_close(s);
}

Test(store_fault, readers_see_whole_batches)
{
    char *path = help_path();
    struct store *s = help_open(path), *reader = store_open(path, STORE_READ, &help_diag);
    cr_assert(reader != NULL, "%s", heard.ptr);
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    store_event(s, &e, &source);
    cr_expect_eq(help_count(reader, "SELECT count(*) FROM events"), 0);
    store_commit(s);
    cr_expect_eq(help_count(reader, "SELECT count(*) FROM events"), 1);
    cr_expect_eq(store_snapshot_begin(reader), STORE_OK);
    cr_expect_eq(help_count(reader, "SELECT count(*) FROM events"), 1);
    store_begin(s);
    store_event(s, &e, &source);
    store_commit(s);
    cr_expect_eq(help_count(reader, "SELECT count(*) FROM events"), 1);
    store_snapshot_end(reader);
    cr_expect_eq(help_count(reader, "SELECT count(*) FROM events"), 2);
    cr_expect_eq(store_begin(reader), STORE_FAILED);
    store_close(reader);
    store_close(s);
}

/* Someone who may read the file and write nothing, while and after a writer is there. */
static int reads_as_nobody(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
            if (setgid(65534) || setuid(65534))
            _exit(77);
        struct store *s = store_open(path, STORE_READ, &help_diag);
        _exit(!s || help_count(s, "SELECT count(*) FROM events") != 1);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

Test(store_fault, who_may_only_read_can_read)
{
    if (geteuid() != 0)
        return;
    char *path = help_path();
    struct store *s = help_open(path);
    store_begin(s);
    struct store_source source = help_source(s, "mail.log");
    struct event e = help_event(100);
    store_event(s, &e, &source);
    store_commit(s);
    char *command = help_keep(mem_fmt("chmod 755 %s %s/1 %s/1/b; chmod 644 %s*", help_folder, help_folder, help_folder,
                                      path));
    cr_assert_eq(system(command), 0);
    cr_expect_eq(reads_as_nobody(path), 0, "while a writer is there");
    store_close(s);
    cr_expect_eq(reads_as_nobody(path), 0, "after it");
}

Test(store_fault, modes_of_file_and_folder)
{
    char *path = help_path();
    store_close(help_open(path));
    struct stat file, folder;
    *strrchr(path, '/') = 0;
    cr_assert_eq(stat(path, &folder), 0);
    path[strlen(path)] = '/';
    cr_assert_eq(stat(path, &file), 0);
    cr_expect_eq(file.st_mode & 0777, 0640);
    cr_expect_eq(folder.st_mode & 0777, 0750);
}

Test(store_fault, one_reader_of_logs_at_a_time)
{
    char *path = help_path();
    struct store *a = help_open(path), *b = help_open(path);
    cr_expect_eq(store_claim(a), STORE_OK);
    cr_expect_eq(store_claim(b), STORE_FAILED);
    cr_expect(strstr(heard.ptr, "another smtplog"), "%s", heard.ptr);
    cr_expect_eq(store_begin(b), STORE_OK);     /* but it may write otherwise */
    store_rollback(b);
    store_close(a);
    cr_expect_eq(store_claim(b), STORE_OK);
    store_close(b);
}

/* Two connections take turns; what one knows of the ids does not go stale. */
Test(store_fault, writers_take_turns)
{
    char *path = help_path();
    struct store *s[2] = {help_open(path), help_open(path)};
    struct event e = help_event(100);
    for (int i = 0; i < 6; i++) {
        struct store *now = s[i % 2];
        char name[16];
        snprintf(name, sizeof name, "host%d", i / 3);
        e.host = e.queue_id = slice_str(name);
        cr_assert_eq(store_begin(now), STORE_OK, "%s", heard.ptr);
        struct store_source source = help_source(now, i % 2 ? "a" : "b");
        e.identity = (uint64_t)i;
        cr_expect_eq(store_event(now, &e, &source), STORE_OK, "%s", heard.ptr);
        cr_expect_eq(store_commit(now), STORE_OK, "%s", heard.ptr);
    }
    cr_expect_eq(help_count(s[0], "SELECT count(DISTINCT event_id) FROM events"), 6);
    cr_expect_eq(help_count(s[0], "SELECT count(*) FROM message"), 2);
    cr_expect_eq(help_count(s[0], "SELECT count(*) FROM host"), 2);
    store_close(s[0]);
    store_close(s[1]);
}

Test(store_fault, a_source_that_moved_is_not_overwritten)
{
    char *path = help_path();
    struct store *a = help_open(path), *b = help_open(path);
    store_begin(a);
    struct store_source source = help_source(a, "mail.log"), same;
    store_commit(a);
    size_t n;
    struct store_source *list = store_sources_by_head(b, source.head_len, source.head_hash, &n);
    cr_assert_eq(n, 1);
    same = list[0];
    store_begin(a);
    source.offset = 10;
    cr_expect_eq(store_source_save(a, &source), STORE_OK);
    store_commit(a);
    store_begin(b);
    same.offset = 20;
    cr_expect_eq(store_source_save(b, &same), STORE_FAILED);
    cr_expect(strstr(heard.ptr, "meanwhile"), "%s", heard.ptr);
    cr_expect_eq(store_commit(b), STORE_FAILED);
    cr_expect_eq(help_count(a, "SELECT offset FROM source"), 10);
    store_sources_free(list, n);
    store_close(a);
    store_close(b);
}

Test(store_fault, sources_come_back_whole)
{
    struct store *s = help_open(":memory:");
    store_begin(s);
    struct store_source in = {
        .channel = store_channel(s, "mainlog"), .head_hash = UINT64_MAX - 1, .tail_hash = UINT64_MAX,
        .head_len = 4096, .tail_len = 1024, .offset = 5000000000, .line_no = 7, .size = 8,
        .mtime_ns = 1795370400123456789, .name = help_keep(mem_str("/a")),
        .format = help_keep(mem_str("exim")),
        .lines = 1, .recognised = 2, .events = 3, .duplicates = 4, .strange = 5, .foreign = 6,
        .unframed = 9, .first_time = 10, .last_time = 11, .complete = 1,
    };
    strbuf_add(&in.framer, "x\0y", 3);
    cr_expect_eq(store_source_save(s, &in), STORE_OK, "%s", heard.ptr);
    in.offset++;
    cr_expect_eq(store_source_save(s, &in), STORE_OK, "%s", heard.ptr);
    store_commit(s);
    size_t n;
    uint32_t *lens = store_head_lens(s, &n);
    cr_expect(n == 1 && lens[0] == 4096);
    free(lens);
    struct store_source *list = store_sources_all(s, &n), *out = list;
    cr_assert_eq(n, 1);
    cr_expect(out->head_hash == in.head_hash && out->tail_hash == in.tail_hash);
    cr_expect(out->head_len == 4096 && out->tail_len == 1024);
    cr_expect(out->offset == in.offset && out->line_no == 7 && out->size == 8 && out->complete);
    cr_expect(out->mtime_ns == in.mtime_ns && out->lines == 1 && out->recognised == 2);
    cr_expect(out->events == 3 && out->duplicates == 4 && out->strange == 5);
    cr_expect(out->foreign == 6 && out->unframed == 9);
    cr_expect(out->first_time == 10 && out->last_time == 11 && out->saved_offset == in.offset);
    cr_expect(!strcmp(out->name, "/a") && !strcmp(out->format, "exim") && !out->host);
    cr_expect(slice_eq(strbuf_view(&out->framer), slice_of("x\0y", 3)));
    strbuf_release(&in.framer);
    store_sources_free(list, n);
    store_close(s);
}
