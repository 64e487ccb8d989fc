/* auth.c - logins of clients here, and of this server elsewhere (srvrsmtp.c, usersmtp.c, sasl.c)
 *
 * "AUTH failure (MECH): WORDS (N) DETAIL[, user=U], relay=CLIENT": logged since 8.16 by default,
 * before at LogLevel 10.  DETAIL is the SASL library's; U is what the client said (since 8.16). */
#include "sendmail.h"

/* "AUTH failure (MECH): text, user=..., relay=...": srvrsmtp.c. The user named is who tried,
 * not who was let in. */
static int say_failure(const struct sendmail_record *r, struct smtplog_slice c,
                       struct smtplog_event *e)
{
    static const char user_key[] = ", user=", relay_key[] = ", relay=";
    ptrdiff_t relay = slice_rfind(c, relay_key), user;

    if (relay < 0)
        return SMTPLOG_NOT_MINE;
    sendmail_say_inbound(r, e, "auth-failure", SMTPLOG_AUTH, 535);
    e->disposition = SMTPLOG_AUTH_FAILED;
    e->enhanced = SLICE_LIT("5.7.0");
    e->flags |= SMTPLOG_SETTLES;        /* and the name tried is nobody's */
    e->text = slice_head(c, (size_t)relay);
    if ((user = slice_find(e->text, user_key)) >= 0) {
        e->sasl_user = slice_from(e->text, (size_t)user + sizeof user_key - 1);
        e->text = slice_head(e->text, (size_t)user);
    }
    sendmail_peer(r->state, slice_from(c, (size_t)relay + sizeof relay_key - 1), e);
    return SMTPLOG_SAID;
}

/* "AUTH decode64 error [N for "..."], relay=R": what the client sent stands there. */
static int say_coding(const struct sendmail_record *r, struct smtplog_slice c, int decode,
                      struct smtplog_event *e)
{
    ptrdiff_t relay = slice_rfind(c, ", relay=");

    sendmail_say_inbound(r, e, "auth-coding", SMTPLOG_AUTH, decode ? 501 : 454);
    e->disposition = SMTPLOG_AUTH_FAILED;
    e->enhanced = decode ? SLICE_LIT("5.5.4") : SLICE_LIT("4.5.4");
    e->text = decode ? SLICE_LIT("AUTH decode64 error") : SLICE_LIT("AUTH encode64 error");
    if (relay >= 0)
        sendmail_peer(r->state, slice_from(c, (size_t)relay + 8), e);
    return SMTPLOG_SAID;
}

/* "AUTH=server, relay=R, authid=U, mech=M, bits=N". */
static int say_login(const struct sendmail_record *r, struct smtplog_slice c,
                     struct smtplog_event *e)
{
    struct smtplog_slice relay, user;
    ptrdiff_t end;

    if (!scan_lit(&c, "AUTH=server, relay=") || !scan_until_lit(&c, ", authid=", &relay) ||
        (end = slice_rfind(c, ", mech=")) < 0)
        return SMTPLOG_NOT_MINE;
    user = slice_head(c, (size_t)end);
    e->kind = SMTPLOG_FACTS;
    e->form = "login";
    e->direction = SMTPLOG_INBOUND;
    e->queue_id = r->id;
    e->sasl_user = user;
    e->accepted[SMTPLOG_AUTH] = 1;
    sendmail_peer(r->state, relay, e);
    return SMTPLOG_SAID;
}

int sendmail_auth(const struct sendmail_record *r, struct smtplog_event *e)
{
    struct smtplog_slice c = r->text, mech;

    if (scan_lit(&c, "AUTH failure (") && scan_until_lit(&c, "): ", &mech))
        return say_failure(r, c, e);
    c = r->text;
    if (scan_lit(&c, "AUTH decode64 error"))
        return say_coding(r, c, 1, e);
    if (scan_lit(&c, "AUTH encode64 error"))
        return say_coding(r, c, 0, e);
    return say_login(r, c, e);
}
