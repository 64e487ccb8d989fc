/* Settings: which file wins, what is told, which database is used. */
#include "cli/config.h"

#include "base/lang.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/smtplog-config-XXXXXX", sentences[2000];
static const char *variables[8][2];     /* the environment of a test */

static char *get(const char *name)
{
    for (size_t i = 0; i < 8 && variables[i][0]; i++)
        if (strcmp(variables[i][0], name) == 0)
            return (char *)(uintptr_t)variables[i][1];
    return NULL;
}

static void keep(void *to, enum diag_level level, const char *sentence)
{
    (void)to, (void)level;
    const char *tail = strstr(sentence, ".conf") ? strstr(sentence, ".conf") : sentence;
    snprintf(sentences + strlen(sentences), sizeof sentences - strlen(sentences), "%s\n", tail);
}

static void write_file(const char *path, const char *text)
{
    char *full = mem_fmt("%s/%s", root, path);
    FILE *f = fopen(full, "w");
    cr_assert(f);
    fputs(text, f);
    fclose(f);
    free(full);
}

static void make_root(void)
{
    static const char *const folders[] = {"etc", "etc/smtplog", "etc/smtplog/conf.d", "home",
                                          "home/.config", "home/.config/smtplog"};
    cr_assert(mkdtemp(root));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *full = mem_fmt("%s/%s", root, folders[i]);
        mkdir(full, 0700);
        free(full);
    }
}

static void remove_root(void)
{
    char *command = mem_fmt("rm -rf %s", root);
    cr_expect_eq(system(command), 0);
    free(command);
}

Test(config, later_files_and_the_environment_win, .init = make_root, .fini = remove_root)
{
    struct config c = {0};
    struct diag diag = {.tell = keep};
    char *home = mem_fmt("%s/home", root);
    variables[0][0] = "HOME", variables[0][1] = home;
    variables[1][0] = "SMTPLOG_KEEP", variables[1][1] = "30d";
    write_file("etc/smtplog/smtplog.conf", "# all of it\nDatabase: /srv/a.db\nKeep: 90d\n"
                                           "paths: /var/log/mail.log\n /var/log/exim4/mainlog\n"
                                           "\nDatabas: typo\nRules: a\nRules: b\n");
    write_file("etc/smtplog/conf.d/10.conf", "Language: ru\nSendmail: /bin/one\n");
    write_file("etc/smtplog/conf.d/20.conf", "Sendmail: /bin/two\n");
    write_file("etc/smtplog/conf.d/ignored", "Sendmail: /bin/three\n");
    write_file("home/.config/smtplog/smtplog.conf", "Database: /home/b.db\n");
    cr_expect_eq(config_read(&c, root, NULL, get, &diag), 0);
    cr_expect_str_eq(c.database, "/home/b.db");
    cr_expect_str_eq(c.keep, "30d");
    cr_expect_str_eq(c.paths, "/var/log/mail.log /var/log/exim4/mainlog");
    cr_expect_str_eq(c.language, "ru");
    cr_expect_str_eq(c.sendmail, "/bin/two");
    cr_expect_str_eq(c.rules, "b");
    cr_expect_null(c.time_zone);
    cr_expect_str_eq(sentences,
                     ".conf:7: no setting is named Databas (did you mean Database?); "
                     "it is ignored\n"
                     ".conf:9: Rules stands in line 8 already; this one counts\n", "%s", sentences);
    config_release(&c);
    free(home);
}

Test(config, an_explicit_file_is_read_alone, .init = make_root, .fini = remove_root)
{
    struct config c = {0};
    struct diag diag = {.tell = keep};
    char *mine = mem_fmt("%s/my.conf", root);
    write_file("etc/smtplog/smtplog.conf", "Database: /srv/a.db\n");
    cr_expect_eq(config_read(&c, root, mine, get, &diag), -1);
    cr_expect_eq(diag.errors, 1);
    write_file("my.conf", "Keep: 1y\n");
    cr_expect_eq(config_read(&c, root, mine, get, &diag), 0);
    cr_expect_null(c.database);
    cr_expect_str_eq(c.keep, "1y");
    config_release(&c);
    free(mine);
}

static const struct { const char *flag, *set, *home, *state; int is_root; const char *want; }
databases[] = {
    {"f.db", "/s.db", "/h", NULL, 1, "f.db"},
    {NULL, "/s.db", "/h", NULL, 1, "/s.db"},
    {NULL, NULL, "/h", NULL, 1, "/var/lib/smtplog/smtplog.db"},
    {NULL, NULL, "/h", NULL, 0, "/h/.local/state/smtplog/smtplog.db"},
    {NULL, NULL, "/h", "/st", 0, "/st/smtplog/smtplog.db"},
    {NULL, NULL, NULL, NULL, 0, NULL},
};

Test(config, the_database_is_found)
{
    for (size_t i = 0; i < sizeof databases / sizeof *databases; i++) {
        struct config c = {.database = (char *)(uintptr_t)databases[i].set};
        variables[0][0] = "HOME", variables[0][1] = databases[i].home;
        variables[1][0] = "XDG_STATE_HOME", variables[1][1] = databases[i].state;
        char *got = config_database(&c, databases[i].flag, databases[i].is_root, get);
        if (databases[i].want)
            cr_expect_str_eq(got, databases[i].want, "row %zu", i);
        else
            cr_expect_null(got, "row %zu", i);
        free(got);
    }
}

static const struct { const char *all, *messages, *lang, *want; } environments[] = {
    {NULL, NULL, NULL, "en"}, {NULL, NULL, "ru_RU.UTF-8", "ru"}, {"C", NULL, "ru_RU.UTF-8", "en"},
    {"", "ru", "de_DE", "ru"}, {NULL, NULL, "de_DE.UTF-8", "en"}, {NULL, NULL, "russian", "en"},
};

Test(lang, the_environment_decides)
{
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
        variables[0][0] = "LC_ALL", variables[0][1] = environments[i].all;
        variables[1][0] = "LC_MESSAGES", variables[1][1] = environments[i].messages;
        variables[2][0] = "LANG", variables[2][1] = environments[i].lang;
        cr_expect_str_eq(lang_of_environment(get)->name, environments[i].want, "row %zu", i);
    }
}

Test(lang, words_are_translated_without_a_locale)
{
    const struct lang *ru = lang_by_name("ru");
    cr_expect_str_eq(tr(ru, "Commands"), "Команды");
    cr_expect_str_eq(tr(ru, "nobody wrote this"), "nobody wrote this");
    cr_expect_str_eq(tr(NULL, "Commands"), "Commands");
    cr_expect_str_eq(tr_n(NULL, "a reply", "replies", 1), "a reply");
    cr_expect_str_eq(tr_n(ru, "a reply", "replies", 0), "replies");
    cr_expect_null(lang_by_name("de"));
}

/* One default for whoever judges: an empty "Rules:" is no folder of the name "". */
Test(config, an_empty_folder_of_rules_is_the_usual_one)
{
    static const struct { const char *set, *used; } rows[] = {
        {NULL, "/etc/smtplog/rules.d"}, {"", "/etc/smtplog/rules.d"}, {"/srv/rules", "/srv/rules"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *folder = rows[i].set ? mem_str(rows[i].set) : NULL;
        const struct config c = {.rules = folder};
        cr_expect_str_eq(config_rules(&c), rows[i].used);
        free(folder);
    }
}
