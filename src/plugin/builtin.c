/* builtin.c - the list of parsers that are linked in: each by the symbol that SMTPLOG_PARSER()
 * gives it */
#include "plugin/builtin.h"

#include "plugin/builtin_parsers.h"

#define EXTERN_ROW(id) extern const struct smtplog_parser smtplog_parser_##id;
#define LIST_ROW(id) &smtplog_parser_##id,
BUILTIN_PARSERS(EXTERN_ROW)
const struct smtplog_parser *const builtin_parsers[] = {BUILTIN_PARSERS(LIST_ROW) NULL};
