/* smtplog/hop.h - the queue id that the next server gave a message, as its last reply says it
 *
 * Every server words it in its own way, and each of ours delivers to all of the others, so the
 * wordings stand here once, for all parsers.  Header only, as smtplog/scan.h.
 */
#ifndef SMTPLOG_HOP_H
#define SMTPLOG_HOP_H

#include <smtplog/scan.h>

/* An id has a digit in it, else it is a word of the text ("queued as spam"). */
static inline int hop_is_id(struct smtplog_slice word, size_t least)
{
    size_t digits = 0;
    for (size_t i = 0; i < word.len; i++)
        digits += scan_is_digit(word.ptr[i]);
    return digits && word.len >= least;
}

/* Exim's: three runs of base 62 with '-' between, 6-6-2 or since 4.97 6-11-4. */
static inline int hop_is_exim_id(struct smtplog_slice word)
{
    if (word.len != 16 && word.len != 23)
        return 0;
    for (size_t i = 0; i < word.len; i++)
        if ((word.ptr[i] == '-') != (i == 6 || i == (word.len == 16 ? 13u : 18u)))
            return 0;
    return 1;
}

/* Letters, digits and '-' behind `mark`, where it stands for the last time. */
static inline struct smtplog_slice hop_word_behind(struct smtplog_slice reply, const char *mark)
{
    ptrdiff_t at = slice_rfind(reply, mark);
    struct smtplog_slice c;
    size_t n = 0;

    if (at < 0)
        return slice_of(NULL, 0);
    c = slice_from(reply, (size_t)at + strlen(mark));
    while (n < c.len && (scan_is_alnum(c.ptr[n]) || c.ptr[n] == '-'))
        n++;
    return slice_head(c, n);
}

/* Letters and digits before `mark`, where it stands for the last time. */
static inline struct smtplog_slice hop_word_before(struct smtplog_slice reply, const char *mark)
{
    ptrdiff_t at = slice_rfind(reply, mark);
    size_t n = 0;

    if (at < 0)
        return slice_of(NULL, 0);
    while ((size_t)at > n && scan_is_alnum(reply.ptr[(size_t)at - n - 1]))
        n++;
    return slice_of(reply.ptr + at - n, n);
}

/* The id in a reply to the end of the message; ptr NULL: it names none.
 *   Postfix     "2.0.0 Ok: queued as 4hQB2c6Hx3z9s5k"    cleanup.c, smtpd.c
 *   Exim        "OK id=1tXyZa-00000000AbC-1dEf"          smtp_in.c
 *   Sendmail    "2.0.0 6ARCvrsQ000069 Message accepted for delivery"     srvrsmtp.c
 *   OpenSMTPD   "2.0.0 1a2b3c4d Message accepted for delivery"           smtp_session.c */
static inline struct smtplog_slice hop_queue_id(struct smtplog_slice reply)
{
    enum { POSTFIX_LEAST = 5, MSGID = 8 };      /* short ids of Postfix; OpenSMTPD's */
    struct smtplog_slice id = hop_word_behind(reply, "ueued as ");

    if (hop_is_id(id, POSTFIX_LEAST))
        return id;
    id = hop_word_behind(reply, " id=");
    if (hop_is_exim_id(id))
        return id;
    id = hop_word_before(reply, " Message accepted for delivery");
    return hop_is_id(id, MSGID) ? id : slice_of(NULL, 0);
}

#endif
