/* settings.h - the settings of the configuration, a row each
 *
 * SETTING(member, field, variable, fallback): the member of struct config, the field's name in
 * files, the variable that lays over it, what is in force where neither is set; NULL: nothing, or
 * what the machine tells (cmd_config.c).  To add one: a row here, its check in config_check.c if
 * not every text is good, its paragraph in smtplog.conf(5); the test `unit/cli_config_test`
 * compares.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#define SETTINGS(SETTING)                                                        \
    /* its path */                                                               \
    SETTING(database, "Database", "SMTPLOG_DB", NULL)                            \
    /* logs that `ingest` reads by itself: patterns parted by blanks */          \
    SETTING(paths, "Paths", "SMTPLOG_PATHS", NULL)                               \
    /* the journal of systemd too: no, yes, or the folder of its files */        \
    SETTING(journal, "Journal", "SMTPLOG_JOURNAL", "no")                         \
    /* en, ru */                                                                 \
    SETTING(language, "Language", "SMTPLOG_LANG", NULL)                          \
    /* auto, always, never */                                                    \
    SETTING(color, "Color", "SMTPLOG_COLOR", "auto")                             \
    /* program that takes a report's mail */                                     \
    SETTING(sendmail, "Sendmail", "SMTPLOG_SENDMAIL", NULL)                      \
    /* of logs that do not say theirs */                                         \
    SETTING(time_zone, "Time-Zone", "SMTPLOG_TZ", NULL)                          \
    /* further parsers: shared objects, parted by blanks */                      \
    SETTING(plugins, "Plugins", "SMTPLOG_PLUGINS", NULL)                         \
    /* "postfix.tags=mta-in", parted by blanks */                                \
    SETTING(parser_options, "Parser-Options", "SMTPLOG_PARSER_OPTIONS", NULL)    \
    /* no: what reads logs keeps all rights */                                   \
    SETTING(sandbox, "Sandbox", "SMTPLOG_SANDBOX", "yes")                        \
    /* age at which `prune` forgets: 90d */                                      \
    SETTING(keep, "Keep", "SMTPLOG_KEEP", NULL)                                  \
    /* age at which it forgets who */                                            \
    SETTING(anonymize_after, "Anonymize-After", "SMTPLOG_ANONYMIZE_AFTER", NULL) \
    /* whom nightly reports do not name: no, yes, clients */                     \
    SETTING(anonymize, "Anonymize", "SMTPLOG_ANONYMIZE", "no")                   \
    /* folder of rules of your own */                                            \
    SETTING(rules, "Rules", "SMTPLOG_RULES", "/etc/smtplog/rules.d")             \
    /* folder of forms of your own */                                            \
    SETTING(forms, "Forms", "SMTPLOG_FORMS", "/etc/smtplog/forms.d")             \
    /* who gets the nightly report */                                            \
    SETTING(mail_to, "Mail-To", "SMTPLOG_MAIL_TO", NULL)                         \
    /* whom it comes from */                                                     \
    SETTING(mail_from, "Mail-From", "SMTPLOG_MAIL_FROM", NULL)                   \
    /* where nightly reports are kept */                                         \
    SETTING(report_folder, "Report-Folder", "SMTPLOG_REPORT_FOLDER", NULL)

#endif
