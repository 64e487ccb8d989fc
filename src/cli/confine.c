/* Logs are listed here as they will be listed again when they are read, for what lies behind
 * links in a folder can be anywhere. */
#include "cli/confine.h"

#include "input/discover.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* The folder that a pattern begins in; the name itself where it is none. */
static void allow_pattern(struct guard *g, const char *path)
{
    struct strbuf start = {0};
    strbuf_add(&start, path, strcspn(path, "*?["));
    guard_allow_name(g, start.ptr, GUARD_READ);
    strbuf_release(&start);
}

/* What the name, the folder or the pattern now stands for, and the path itself. */
static void allow_listed(struct guard *g, const char *path, unsigned flags)
{
    struct input_list list = {0};
    struct diag unheard = {0};
    discover_path(&list, path, DISCOVER_OPTIONAL | flags, &unheard);
    for (size_t i = 0; i < list.len; i++)
        guard_allow_name(g, list.files[i].path, GUARD_READ);
    input_list_release(&list);
    guard_allow(g, path, GUARD_READ);
}

/* What comes from a pipe may be kept in a file without a name, to be read twice. */
static void allow_log(struct guard *g, const struct ingest_options *o, const char *path)
{
    if (strcmp(path, "-") == 0) {
        guard_allow(g, P_tmpdir, GUARD_CHANGE);
        return;
    }
    allow_listed(g, path, o->recursive ? DISCOVER_RECURSIVE : 0);
    allow_pattern(g, path);
}

/* The zone may be read when the first stamp is; who owns a log is told from the list of groups. */
static void allow_system(struct guard *g)
{
    static const char *const places[] = {
        "/etc/localtime", "/usr/share/zoneinfo", "/etc/nsswitch.conf", "/etc/group",
    };
    tzset();
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        guard_allow(g, places[i], GUARD_READ);
}

/* The files of systemd's journal, by which libsystemd also knows whose they are. */
static void allow_journal(struct guard *g, const char *folder)
{
    static const char *const places[] = {"/var/log/journal", "/run/log/journal",
                                         "/etc/machine-id", "/proc/sys/kernel/random/boot_id"};
    if (*folder)
        guard_allow(g, folder, GUARD_READ);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        guard_allow(g, places[i], GUARD_READ);
}

void confine(struct app *app, const struct reading_set *reading, const char *file,
             unsigned database)
{
    struct guard g = {0};
    if (!app->sandbox)
        return;
    for (size_t i = 0; reading && i < reading->options.paths_len; i++)
        allow_log(&g, &reading->options, reading->options.paths[i]);
    if (reading && reading->options.journal)
        allow_journal(&g, reading->options.journal);
    if (file) {
        guard_allow(&g, file, GUARD_READ);
        allow_listed(&g, config_rules(&app->config), 0);
    }
    if (database && app->db_path)
        guard_allow_name(&g, app->db_path, (enum guard_place)database);
    allow_system(&g);
    screen_keep_pager(&app->screen);
    guard_enter(&g);
}
