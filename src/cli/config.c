/* A file, then the environment, then the command line; where a setting came from is kept, for
 * `config` to tell. */
#include "cli/config.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/nearest.h"
#include "knowledge/stanza.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static const struct field {
    const char *name, *variable;
    size_t at;
} fields[] = {
    {"Database", "SMTPLOG_DB", offsetof(struct config, database)},
    {"Paths", "SMTPLOG_PATHS", offsetof(struct config, paths)},
    {"Language", "SMTPLOG_LANG", offsetof(struct config, language)},
    {"Color", "SMTPLOG_COLOR", offsetof(struct config, color)},
    {"Sendmail", "SMTPLOG_SENDMAIL", offsetof(struct config, sendmail)},
    {"Time-Zone", "SMTPLOG_TZ", offsetof(struct config, time_zone)},
    {"Plugins", "SMTPLOG_PLUGINS", offsetof(struct config, plugins)},
    {"Parser-Options", "SMTPLOG_PARSER_OPTIONS", offsetof(struct config, parser_options)},
    {"Keep", "SMTPLOG_KEEP", offsetof(struct config, keep)},
    {"Anonymize-After", "SMTPLOG_ANONYMIZE_AFTER", offsetof(struct config, anonymize_after)},
    {"Anonymize", "SMTPLOG_ANONYMIZE", offsetof(struct config, anonymize)},
    {"Rules", "SMTPLOG_RULES", offsetof(struct config, rules)},
    {"Mail-To", "SMTPLOG_MAIL_TO", offsetof(struct config, mail_to)},
    {"Mail-From", "SMTPLOG_MAIL_FROM", offsetof(struct config, mail_from)},
    {"Report-Folder", "SMTPLOG_REPORT_FOLDER", offsetof(struct config, report_folder)},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static char **place(struct config *c, const struct field *f)
{
    return (char **)(void *)((char *)c + f->at);
}

static void set(struct config *c, const struct field *f, const char *value)
{
    char **at = place(c, f);
    free(*at);
    *at = mem_str(value);
}

static void tell_unknown(const struct stanza_field *f, const char *path, struct diag *diag)
{
    struct nearest near = {0};
    struct strbuf list = {0};
    char *name = mem_strn(f->name.ptr, f->name.len);
    for (size_t i = 0; i < FIELDS; i++)
        nearest_offer(&near, name, fields[i].name);
    nearest_list(&near, &list, "");
    if (list.len)
        diag_warning(diag, "%s:%u: no setting is named %s (did you mean %s?); it is ignored", path,
                     f->line, name, list.ptr);
    else
        diag_warning(diag, "%s:%u: no setting is named %s; it is ignored", path, f->line, name);
    strbuf_release(&list);
    free(name);
}

/* Lays one file's fields over what is set; stanzas mean nothing here. */
static void take_fields(struct config *c, const struct stanza_file *file, const char *path,
                        struct diag *diag)
{
    unsigned seen[FIELDS] = {0};
    for (size_t i = 0; i < file->field_count; i++) {
        const struct stanza_field *given = &file->fields[i];
        size_t at = 0;
        while (at < FIELDS && (given->name.len != strlen(fields[at].name) ||
                               strncasecmp(given->name.ptr, fields[at].name, given->name.len)))
            at++;
        if (at == FIELDS) {
            tell_unknown(given, path, diag);
            continue;
        }
        if (seen[at])
            diag_warning(diag, "%s:%u: %s stands in line %u already; this one counts", path,
                         given->line, fields[at].name, seen[at]);
        seen[at] = given->line;
        char *value = mem_strn(given->value.ptr, given->value.len);
        set(c, &fields[at], value);
        free(value);
    }
}

/* 0; or -1 with errno if the file cannot be opened or read. */
static int read_file(struct config *c, const char *path, struct diag *diag)
{
    struct stanza_file stanzas = {0};
    struct strbuf bytes = {0};
    char part[4096];
    size_t n;
    FILE *file = fopen(path, "re");
    if (!file)
        return -1;
    errno = 0;
    while ((n = fread(part, 1, sizeof part, file)) > 0 && bytes.len < STANZA_FILE_MAX)
        strbuf_add(&bytes, part, n);
    int failed = ferror(file) ? errno : 0;
    fclose(file);
    if (!failed) {
        stanza_file_read(&stanzas, path, strbuf_view(&bytes), diag);
        take_fields(c, &stanzas, path, diag);
    }
    stanza_file_release(&stanzas);
    strbuf_release(&bytes);
    errno = failed;
    return failed ? -1 : 0;
}

/* A file that need not be there; one that is there but cannot be read is told. */
static void read_if_there(struct config *c, const char *path, struct diag *diag)
{
    if (read_file(c, path, diag) < 0 && errno != ENOENT && errno != ENOTDIR)
        diag_warning(diag, "%s: %s; its settings are not used", path, strerror(errno));
}

/* `folder` below the user's home, or below what `variable` names; NULL: there is no home. */
static char *below_home(const char *variable, const char *folder, const char *file,
                        char *(*get)(const char *))
{
    const char *base = get(variable), *home = get("HOME");
    if (base && base[0] == '/')
        return mem_fmt("%s/smtplog/%s", base, file);
    return home && *home ? mem_fmt("%s/%s/smtplog/%s", home, folder, file) : NULL;
}

static void read_usual_files(struct config *c, const char *root, char *(*get)(const char *),
                             struct diag *diag)
{
    char *system = mem_fmt("%s/etc/smtplog/smtplog.conf", root);
    char *pattern = mem_fmt("%s/etc/smtplog/conf.d/*.conf", root);
    char *user = below_home("XDG_CONFIG_HOME", ".config", "smtplog.conf", get);
    glob_t more = {0};
    read_if_there(c, system, diag);
    if (glob(pattern, 0, NULL, &more) == 0)
        for (size_t i = 0; i < more.gl_pathc; i++)
            read_if_there(c, more.gl_pathv[i], diag);
    globfree(&more);
    if (user)
        read_if_there(c, user, diag);
    free(system);
    free(pattern);
    free(user);
}

int config_read(struct config *c, const char *root, const char *explicit_file,
                char *(*get)(const char *), struct diag *diag)
{
    if (!explicit_file) {
        const char *variable = get("SMTPLOG_CONFIG");
        explicit_file = variable && *variable ? variable : NULL;
    }
    if (!explicit_file) {
        read_usual_files(c, root, get, diag);
    } else if (read_file(c, explicit_file, diag) < 0) {
        diag_error(diag, "cannot read the configuration file %s: %s", explicit_file,
                   strerror(errno));
        return -1;
    }
    for (size_t i = 0; i < FIELDS; i++) {
        const char *value = get(fields[i].variable);
        if (value && *value)
            set(c, &fields[i], value);
    }
    return 0;
}

void config_release(struct config *c)
{
    for (size_t i = 0; i < FIELDS; i++)
        free(*place(c, &fields[i]));
    *c = (struct config){0};
}

const char *config_rules(const struct config *c)
{
    return c->rules && *c->rules ? c->rules : "/etc/smtplog/rules.d";
}

char *config_database(const struct config *c, const char *flag, int is_root,
                      char *(*get)(const char *))
{
    if (flag)
        return mem_str(flag);
    if (c->database && *c->database)
        return mem_str(c->database);
    if (is_root)
        return mem_str("/var/lib/smtplog/smtplog.db");
    return below_home("XDG_STATE_HOME", ".local/state", "smtplog.db", get);
}

/* Makes the folders of a path. */
static int make_folders(char *path)
{
    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        int failed = mkdir(path, 0700) != 0 && errno != EEXIST;
        *at = '/';
        if (failed)
            return -1;
    }
    return 0;
}

char *config_state_file(const char *name, char *(*get)(const char *))
{
    char *path = below_home("XDG_STATE_HOME", ".local/state", name, get);
    if (path && make_folders(path) != 0) {
        free(path);
        return NULL;
    }
    return path;
}
