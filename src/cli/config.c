/* A file, then the environment, then the command line; where a setting came from is kept, for
 * `config` to tell. */
#include "cli/config.h"

#include "base/lang.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/trusted.h"
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
    const char *name, *variable, *fallback;
    size_t at;
} fields[CONFIG_SETTINGS] = {
#define SETTING(member, field, variable, fallback) \
    {field, variable, fallback, offsetof(struct config, member)},
    SETTINGS(SETTING)
#undef SETTING
};

static char **place(struct config *c, enum config_setting setting)
{
    return (char **)(void *)((char *)c + fields[setting].at);
}

const char *config_field(enum config_setting setting)
{
    return fields[setting].name;
}

const char *config_variable(enum config_setting setting)
{
    return fields[setting].variable;
}

const char *config_value(const struct config *c, enum config_setting setting)
{
    return *(char *const *)(const void *)((const char *)c + fields[setting].at);
}

const char *config_fallback(enum config_setting setting)
{
    return fields[setting].fallback;
}

const char *config_in_force(const struct config *c, enum config_setting setting)
{
    const char *value = config_value(c, setting);
    return value ? value : config_fallback(setting);
}

void config_where(struct strbuf *out, const struct config *c, enum config_setting setting)
{
    const struct config_origin *from = &c->origins[setting];
    if (from->variable)
        strbuf_str(out, from->variable);
    else if (from->file)
        strbuf_fmt(out, "%s:%u", from->file, from->line);
}

/* Takes `value`; `file` NULL: it is the variable's. */
static void set(struct config *c, enum config_setting setting, char *value, const char *file,
                uint32_t line)
{
    struct config_origin *from = &c->origins[setting];
    char **at = place(c, setting);
    free(*at);
    *at = value;
    free(from->file);
    *from = file ? (struct config_origin){.file = mem_str(file), .line = line}
                 : (struct config_origin){.variable = fields[setting].variable};
}

/* A name that nobody reads is most often a slip: the nearest ones are offered. */
static void tell_unknown(const struct stanza_field *f, const char *path, struct diag *diag)
{
    struct nearest near = {0};
    struct strbuf list = {0};
    char *name = mem_strn(f->name.ptr, f->name.len);
    for (size_t i = 0; i < CONFIG_SETTINGS; i++)
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

/* CONFIG_SETTINGS: there is none. */
static size_t setting_named(struct smtplog_slice name)
{
    size_t at = 0;
    while (at < CONFIG_SETTINGS && (name.len != strlen(fields[at].name) ||
                                    strncasecmp(name.ptr, fields[at].name, name.len)))
        at++;
    return at;
}

/* Lays one file's fields over what is set; stanzas mean nothing here. */
static void take_fields(struct config *c, const struct stanza_file *file, const char *path,
                        struct diag *diag)
{
    unsigned seen[CONFIG_SETTINGS] = {0};
    for (size_t i = 0; i < file->field_count; i++) {
        const struct stanza_field *given = &file->fields[i];
        size_t at = setting_named(given->name);
        if (at == CONFIG_SETTINGS) {
            tell_unknown(given, path, diag);
            continue;
        }
        if (seen[at])
            diag_warning(diag, "%s:%u: %s stands in line %u already; this one counts", path,
                         given->line, fields[at].name, seen[at]);
        seen[at] = given->line;
        set(c, (enum config_setting)at, mem_strn(given->value.ptr, given->value.len), path,
            given->line);
    }
}

/* 0; or -1 and why, as trusted_read() has it. */
static int read_file(struct config *c, const char *path, const char **why, struct diag *diag)
{
    struct stanza_file stanzas = {0};
    struct strbuf bytes = {0};
    int failed = trusted_read(path, STANZA_FILE_MAX, &bytes, why);
    if (!failed) {
        stanza_lines_read(&stanzas, path, strbuf_view(&bytes), diag);
        take_fields(c, &stanzas, path, diag);
        c->files = mem_grow(c->files, &c->file_cap, c->file_count + 1, sizeof *c->files);
        c->files[c->file_count++] = mem_str(path);
    }
    stanza_file_release(&stanzas);
    strbuf_release(&bytes);
    return failed;
}

/* A file that need not be there; one that is there but cannot be read is told. */
static void read_if_there(struct config *c, const char *path, struct diag *diag)
{
    const char *why;
    if (read_file(c, path, &why, diag) < 0 && errno != ENOENT && errno != ENOTDIR)
        diag_warning(diag, "%s: %s; its settings are not used", path, tr(diag->lang, why));
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

/* The system's file, then its pieces in the order of their names, then the user's: later ones
 * win. */
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
    const char *why;
    if (!explicit_file) {
        const char *variable = get("SMTPLOG_CONFIG");
        explicit_file = variable && *variable ? variable : NULL;
    }
    if (!explicit_file) {
        read_usual_files(c, root, get, diag);
    } else if (read_file(c, explicit_file, &why, diag) < 0) {
        diag_error(diag, "cannot read the configuration file %s: %s", explicit_file,
                   tr(diag->lang, why));
        return -1;
    }
    for (size_t i = 0; i < CONFIG_SETTINGS; i++) {
        const char *value = get(fields[i].variable);
        if (value && *value)
            set(c, (enum config_setting)i, mem_str(value), NULL, 0);
    }
    return 0;
}

void config_release(struct config *c)
{
    for (size_t i = 0; i < CONFIG_SETTINGS; i++)
        free(*place(c, (enum config_setting)i)), free(c->origins[i].file);
    for (size_t i = 0; i < c->file_count; i++)
        free(c->files[i]);
    free(c->files);
    *c = (struct config){0};
}

const char *config_rules(const struct config *c)
{
    return c->rules && *c->rules ? c->rules : config_fallback(CONFIG_rules);
}

const char *config_forms(const struct config *c)
{
    return c->forms && *c->forms ? c->forms : config_fallback(CONFIG_forms);
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
