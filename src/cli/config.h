/* config.h - settings from files and the environment
 *
 * Files hold lines "Field: value" (knowledge/stanza.h).  Read in this order, later ones laid over
 * earlier ones field by field:
 *
 *   /etc/smtplog/smtplog.conf
 *   /etc/smtplog/conf.d/ *.conf, by name
 *   ${XDG_CONFIG_HOME:-~/.config}/smtplog/smtplog.conf
 *   $SMTPLOG_DB, $SMTPLOG_LANG, ... : SMTPLOG_ and the name of the field below
 *
 * --config FILE (else $SMTPLOG_CONFIG) is read instead of all of these files; if it is missing
 * that is wrong usage.  Flags win over everything.  An unknown field, or one given twice in a
 * file, is told with file and line, and the rest is used.
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "base/diag.h"

struct config {
    char *database;         /* Database     SMTPLOG_DB         path of the database */
    char *paths;            /* Paths        SMTPLOG_PATHS      logs that `ingest` reads by itself,
                                                               patterns parted by blanks */
    char *language;         /* Language     SMTPLOG_LANG       en, ru */
    char *color;            /* Color        SMTPLOG_COLOR      auto, always, never */
    char *sendmail;         /* Sendmail     SMTPLOG_SENDMAIL   program that takes a
                               report's mail */
    char *time_zone;        /* Time-Zone    SMTPLOG_TZ         zone of logs that do not say it */
    char *plugins;          /* Plugins      SMTPLOG_PLUGINS    further parsers:
                               shared objects, parted by blanks */
    char *parser_options;   /* Parser-Options SMTPLOG_PARSER_OPTIONS
                               "postfix.tags=mta-in", parted by blanks */
    char *keep;             /* Keep         SMTPLOG_KEEP       age at which `prune` forgets: 90d */
    char *anonymize_after;  /* Anonymize-After SMTPLOG_ANONYMIZE_AFTER  age at which
                               it forgets who */
    char *anonymize;        /* Anonymize    SMTPLOG_ANONYMIZE  whom nightly reports
                               do not name: no, yes, clients */
    char *rules;            /* Rules        SMTPLOG_RULES      folder of rules of your own */
    char *mail_to;          /* Mail-To      SMTPLOG_MAIL_TO    who gets the nightly report */
    char *mail_from;        /* Mail-From    SMTPLOG_MAIL_FROM  whom it comes from */
    char *report_folder;    /* Report-Folder SMTPLOG_REPORT_FOLDER  where nightly
                               reports are kept */
};                          /* all owned; NULL: not set */

/* The root of the system's files is "" in the program; a test gives its own folder. */
/* 0, or -1 after a sentence: the explicit file cannot be read. */
int config_read(struct config *c, const char *root, const char *explicit_file,
                char *(*get)(const char *), struct diag *diag);
void config_release(struct config *c);

/* The folder of the operator's rules. */
const char *config_rules(const struct config *c);

/* Which database to use: flag, $SMTPLOG_DB, file, else /var/lib/smtplog/smtplog.db for root and
 * ${XDG_STATE_HOME:-~/.local/state}/smtplog/smtplog.db for others.  NULL: no home folder is known.
 * The answer is the caller's. */
char *config_database(const struct config *c, const char *flag, int is_root,
                      char *(*get)(const char *));

/* A file of the user's state, ${XDG_STATE_HOME:-~/.local/state}/smtplog/NAME, its folder made;
 * NULL: no home, or no folder.  The answer is the caller's. */
char *config_state_file(const char *name, char *(*get)(const char *));

#endif
