/* parser_opensmtpd.h - the OpenSMTPD parser as a subject of tables */
#ifndef PARSER_OPENSMTPD_H
#define PARSER_OPENSMTPD_H

#include "parser_table.h"

#include "../parsers/opensmtpd/opensmtpd.h"

extern const struct smtplog_parser smtplog_parser_opensmtpd;

static const char *const more_tags[] = {"opensmtpd", NULL};
static const char *const own_bits[] = {""};
static const struct table_subject subject = {&smtplog_parser_opensmtpd, more_tags, own_bits};

#endif
