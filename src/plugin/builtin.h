/* builtin.h - the parsers that are linked in, a list that CMake writes from the folders of
 * parsers/ */
#ifndef PLUGIN_BUILTIN_H
#define PLUGIN_BUILTIN_H

#include <smtplog/parser.h>

extern const struct smtplog_parser *const builtin_parsers[];    /* NULL at the end */

#endif
