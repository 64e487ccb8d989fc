/* settings.h - the settings of the configuration, a row each
 *
 * SETTING(member, field, variable): the member of struct config, the field's name in files, the
 * variable that lays over it.  To add one: a row here, its default in cmd_config.c, its check in
 * config_check.c if not every text is good, its paragraph in smtplog.conf(5); the test
 * `unit/cli_config_test` compares.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#define SETTINGS(SETTING)                                                                      \
    SETTING(database, "Database", "SMTPLOG_DB")                     /* its path */             \
    SETTING(paths, "Paths", "SMTPLOG_PATHS")                        /* logs that `ingest` reads\
                                by itself: patterns parted by blanks */                        \
    SETTING(journal, "Journal", "SMTPLOG_JOURNAL")                  /* the journal of systemd  \
                                too: no, yes, or the folder of its files */                    \
    SETTING(language, "Language", "SMTPLOG_LANG")                   /* en, ru */               \
    SETTING(color, "Color", "SMTPLOG_COLOR")                        /* auto, always, never */  \
    SETTING(sendmail, "Sendmail", "SMTPLOG_SENDMAIL")               /* program that takes a    \
                                report's mail */                                               \
    SETTING(time_zone, "Time-Zone", "SMTPLOG_TZ")                   /* of logs that do not say \
                                theirs */                                                      \
    SETTING(plugins, "Plugins", "SMTPLOG_PLUGINS")                  /* further parsers: shared \
                                objects, parted by blanks */                                   \
    SETTING(parser_options, "Parser-Options", "SMTPLOG_PARSER_OPTIONS") /*                     \
                                "postfix.tags=mta-in", parted by blanks */                     \
    SETTING(sandbox, "Sandbox", "SMTPLOG_SANDBOX")                  /* no: what reads logs     \
                                keeps all rights */                                            \
    SETTING(keep, "Keep", "SMTPLOG_KEEP")                           /* age at which `prune`    \
                                forgets: 90d */                                                \
    SETTING(anonymize_after, "Anonymize-After", "SMTPLOG_ANONYMIZE_AFTER")  /* age at which it \
                                forgets who */                                                 \
    SETTING(anonymize, "Anonymize", "SMTPLOG_ANONYMIZE")            /* whom nightly reports do \
                                not name: no, yes, clients */                                  \
    SETTING(rules, "Rules", "SMTPLOG_RULES")                        /* folder of rules of your \
                                own */                                                         \
    SETTING(forms, "Forms", "SMTPLOG_FORMS")                        /* folder of forms of your \
                                own */                                                         \
    SETTING(mail_to, "Mail-To", "SMTPLOG_MAIL_TO")                  /* who gets the nightly    \
                                report */                                                      \
    SETTING(mail_from, "Mail-From", "SMTPLOG_MAIL_FROM")            /* whom it comes from */   \
    SETTING(report_folder, "Report-Folder", "SMTPLOG_REPORT_FOLDER")    /* where nightly       \
                                reports are kept */

#endif
