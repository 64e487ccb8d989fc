/* config.h - settings from files and the environment
 *
 * Files hold lines "Field: value" (knowledge/stanza.h; settings.h lists the fields).  Read in this
 * order, later ones laid over earlier ones field by field:
 *
 *   /etc/smtplog/smtplog.conf
 *   /etc/smtplog/conf.d/ *.conf, by name
 *   ${XDG_CONFIG_HOME:-~/.config}/smtplog/smtplog.conf
 *   $SMTPLOG_DB, $SMTPLOG_LANG, ... : the variables of settings.h
 *
 * --config FILE (else $SMTPLOG_CONFIG) is read instead of all of these files; if it is missing
 * that is wrong usage.  Flags win over everything.  An unknown field, or one given twice in a
 * file, is told with file and line, a line that is no field too, and the rest is used.
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "base/diag.h"
#include "base/strbuf.h"
#include "cli/settings.h"

enum config_setting {
#define SETTING(member, field, variable, fallback) CONFIG_##member,
    SETTINGS(SETTING)
#undef SETTING
    CONFIG_SETTINGS
};

/* Where a value was taken from. */
struct config_origin {
    char *file;                         /* owned; NULL: none */
    uint32_t line;
    const char *variable;               /* of the environment; NULL: none */
};

struct config {
#define SETTING(member, field, variable, fallback) char *member;
    SETTINGS(SETTING)                   /* all owned; NULL: not set */
#undef SETTING
    struct config_origin origins[CONFIG_SETTINGS];
    char **files;                       /* those that were read, in this order; owned */
    size_t file_count, file_cap;
};

/* The root of the system's files is "" in the program; a test gives its own folder. */
/* 0, or -1 after a sentence: the explicit file cannot be read. */
int config_read(struct config *c, const char *root, const char *explicit_file,
                char *(*get)(const char *), struct diag *diag);
void config_release(struct config *c);

/* The name of a setting in files, its variable, its value (NULL: not set). */
const char *config_field(enum config_setting setting);
const char *config_variable(enum config_setting setting);
const char *config_value(const struct config *c, enum config_setting setting);
/* What holds: its value, else the row's fallback; NULL where there is none. */
const char *config_fallback(enum config_setting setting);
const char *config_in_force(const struct config *c, enum config_setting setting);
/* "FILE:LINE" or the variable, appended; nothing where it is not set. */
void config_where(struct strbuf *out, const struct config *c, enum config_setting setting);

/* The folders of the operator's rules and forms. */
const char *config_rules(const struct config *c);
const char *config_forms(const struct config *c);

/* Which database to use: flag, $SMTPLOG_DB, file, else /var/lib/smtplog/smtplog.db for root and
 * ${XDG_STATE_HOME:-~/.local/state}/smtplog/smtplog.db for others.  NULL: no home folder is known.
 * The answer is the caller's. */
char *config_database(const struct config *c, const char *flag, int is_root,
                      char *(*get)(const char *));

/* A file of the user's state, ${XDG_STATE_HOME:-~/.local/state}/smtplog/NAME, its folder made;
 * NULL: no home, or no folder.  The answer is the caller's. */
char *config_state_file(const char *name, char *(*get)(const char *));

#endif
