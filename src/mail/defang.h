/* defang.h - quoted names that no program takes for links
 *
 * Reply texts name spammers' domains and addresses of web pages.  In a mail, filters look such
 * names up and mail programs make links of them.  Here http:// becomes hxxp:// and the dots of
 * names become [.]: people still read it.  IP addresses and codes such as 5.7.26 stay as they are.
 */
#ifndef MAIL_DEFANG_H
#define MAIL_DEFANG_H

#include "base/strbuf.h"

/* Appends the text with its addresses so written that no mail program makes links of them. */
void defang(struct strbuf *out, struct smtplog_slice text);

#endif
