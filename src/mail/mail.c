/* Header fields and parts of the message; strangers' text never reaches a header field
 * unencoded. */
#include "mail/mail.h"

#include "base/mem.h"
#include "mail/mime.h"

#include <ctype.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { ADDRESS_MAX = 254 };             /* RFC 5321, 4.5.3.1.3, less the angle brackets */

/* ---- Addresses ---- */

/* RFC 5322 atext and the dot; what a domain may have is less, and the mail server's to judge. */
static int is_address_char(char c)
{
    return isalnum((unsigned char)c) || (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

/* Stricter than RFC 5321: the address goes to sendmail on a command line, and nobody needs quoted
 * ones here. */
static int is_address(struct smtplog_slice a)
{
    size_t ats = 0;
    if (a.len == 0 || a.len > ADDRESS_MAX || a.ptr[0] == '-' || a.ptr[0] == '@' ||
        a.ptr[a.len - 1] == '@')
        return 0;
    for (size_t i = 0; i < a.len; i++) {
        ats += a.ptr[i] == '@';
        if (a.ptr[i] != '@' && !is_address_char(a.ptr[i]))
            return 0;
        if (a.ptr[i] == '.' && (i == 0 || i + 1 == a.len || strchr(".@", a.ptr[i + 1]) ||
                                a.ptr[i - 1] == '@'))
            return 0;
    }
    return ats <= 1;
}

/* Parted by commas; an empty one between two is given as it is, to be refused. */
static int next_address(struct smtplog_slice *list, struct smtplog_slice *address)
{
    ptrdiff_t comma = slice_find(*list, ",");
    size_t len = comma < 0 ? list->len : (size_t)comma, step = len + (comma >= 0);
    if (!list->ptr)
        return 0;
    *address = slice_trim(slice_of(list->ptr, len));
    *list = comma < 0 ? slice_of(NULL, 0) : slice_of(list->ptr + step, list->len - step);
    return 1;
}

int mail_address_ok(const char *addresses)
{
    struct smtplog_slice list = slice_str(addresses), address;
    while (next_address(&list, &address))
        if (!is_address(address))
            return 0;
    return 1;
}

/* The first word of /etc/mailname, as Debian's mail servers use it, else the host's name. */
static void own_domain(struct strbuf *out)
{
    char name[256] = "";
    FILE *f = fopen("/etc/mailname", "re");
    if (f && fgets(name, sizeof name, f))
        name[strcspn(name, " \t\r\n")] = '\0';
    if (f)
        fclose(f);
    if (!is_address(slice_str(name)) && gethostname(name, sizeof name - 1) != 0)
        name[0] = '\0';
    strbuf_str(out, is_address(slice_str(name)) ? name : "localhost.localdomain");
}

void mail_own_address(struct strbuf *out)
{
    const struct passwd *user = getpwuid(geteuid());
    int ok = user && is_address(slice_str(user->pw_name));
    strbuf_fmt(out, "%s@", ok ? user->pw_name : "smtplog");
    own_domain(out);
}

/* ---- The message ---- */

/* One a line, folded (RFC 5322 section 2.2.3). */
static void add_addresses(struct strbuf *out, const char *field, const char *addresses)
{
    struct smtplog_slice list = slice_str(addresses), address;
    const char *before = "";
    strbuf_fmt(out, "%s: ", field);
    for (; next_address(&list, &address); before = ",\n ") {
        strbuf_str(out, before);
        strbuf_slice(out, address);
    }
    strbuf_char(out, '\n');
}

/* RFC 5322, 3.3; its names of days and months are English in every language. */
static void add_date(struct strbuf *out, int64_t date)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t seconds = (time_t)date;
    struct tm tm;
    localtime_r(&seconds, &tm);
    long offset = tm.tm_gmtoff / 60, size = offset < 0 ? -offset : offset;
    strbuf_fmt(out, "Date: %s, %d %s %d %02d:%02d:%02d %c%02ld%02ld\n", days[tm.tm_wday],
               tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec,
               offset < 0 ? '-' : '+', size / 60, size % 60);
}

static uint64_t random_number(void)
{
    uint64_t n = 0;
    if (getrandom(&n, sizeof n, 0) != (ssize_t)sizeof n)
        n = (uint64_t)getpid() << 32 ^ (uint64_t)clock();
    return n;
}

/* Everything that a message must have; what comes from strangers goes in as encoded words. */
static void add_header(struct strbuf *out, const struct mail *mail, uint64_t number)
{
    struct strbuf from = {0};
    if (mail->from)
        strbuf_str(&from, mail->from);
    else
        mail_own_address(&from);
    const char *at = strchr(from.ptr, '@');
    add_addresses(out, "From", from.ptr);
    add_addresses(out, "To", mail->to);
    strbuf_str(out, "Subject: ");
    mime_words(out, slice_str(mail->subject), strlen("Subject: "));
    strbuf_char(out, '\n');
    add_date(out, mail->date);
    strbuf_fmt(out, "Message-ID: <smtplog.%lld.%016llx%s>\n", (long long)mail->date,
               (unsigned long long)number, at ? at : "@localhost");
    strbuf_str(out, "MIME-Version: 1.0\nAuto-Submitted: auto-generated\n");
    strbuf_release(&from);
}

static void add_part(struct strbuf *out, const char *type, struct smtplog_slice text)
{
    enum mime_encoding encoding = mime_encoding_for(text);
    strbuf_fmt(out, "Content-Type: %s; charset=utf-8\nContent-Transfer-Encoding: %s\n\n", type,
               mime_encoding_word(encoding));
    mime_text(out, text, encoding);
}

int mail_write(struct strbuf *out, const struct mail *mail, struct diag *diag)
{
    const char *bad = !mail_address_ok(mail->to) ? mail->to
                      : mail->from && !is_address(slice_str(mail->from)) ? mail->from : NULL;
    if (bad) {
        diag_error(diag, tr(mail->lang, "%s: not an address that mail can go to"), bad);
        return -1;
    }
    uint64_t number = random_number();
    add_header(out, mail, number);
    if (!mail->html.ptr) {
        add_part(out, "text/plain", mail->text);
        return 0;
    }
    /* "=_" can stand in neither encoding, so the boundary is in no part (RFC 2045, 6.7). */
    char *boundary = mem_fmt("=_smtplog_%016llx", (unsigned long long)number);
    strbuf_fmt(out, "Content-Type: multipart/alternative;\n boundary=\"%s\"\n\n--%s\n", boundary,
               boundary);
    add_part(out, "text/plain", mail->text);
    strbuf_fmt(out, "\n--%s\n", boundary);
    add_part(out, "text/html", mail->html);
    strbuf_fmt(out, "\n--%s--\n", boundary);
    free(boundary);
    return 0;
}
