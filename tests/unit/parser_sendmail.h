/* parser_sendmail.h - the Sendmail parser as a subject of tables */
#ifndef PARSER_SENDMAIL_H
#define PARSER_SENDMAIL_H

#include "parser_table.h"

#include "../parsers/sendmail/sendmail.h"

extern const struct smtplog_parser smtplog_parser_sendmail;

static const char *const more_tags[] = {"sendmail-in", "sm-msp-queue", NULL};
static const char *const own_bits[] = {"sender-line"};
static const struct table_subject subject = {&smtplog_parser_sendmail, more_tags, own_bits};

#endif
