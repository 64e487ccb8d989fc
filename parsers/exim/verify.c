/* verify.c - what this server learnt of an address before it refused it
 *
 * A callout asks the address's own server; its reply stands inside the line of the rejection, or
 * in a line before it.  Where no server was asked, that line has the reason ("host lookup did not
 * complete"), and the rejection says no more than "Could not complete sender verify".  It is
 * logged once for a sender, and each refused recipient needs it.
 */
#include "exim.h"
#include "remote.h"
#include "token.h"

/* The sender first, then the words, as they are to stand in the rejection. */
static void remember_reason(struct exim *x, const struct smtplog_event *e,
                            struct smtplog_slice sender, int temporary, struct smtplog_slice why)
{
    struct exim_remembered *m = exim_remember(x, e, 1);
    struct smtplog_slice what =
        temporary ? SLICE_LIT("sender verify defer: ") : SLICE_LIT("sender verify fail: ");

    if (!m || sender.len + what.len + why.len > sizeof m->verified)
        return;
    memcpy(m->verified, sender.ptr, sender.len);
    memcpy(m->verified + sender.len, what.ptr, what.len);
    memcpy(m->verified + sender.len + what.len, why.ptr, why.len);
    m->sender_len = sender.len;
    m->verified_len = sender.len + what.len + why.len;
}

void exim_recall_reason(struct exim *x, struct smtplog_event *e)
{
    static const char *const bare[] = {"Could not complete sender verify", "Sender verify failed"};
    const struct exim_remembered *m;

    if (!slice_is(e->text, bare[0]) && !slice_is(e->text, bare[1]))
        return;
    m = exim_remember(x, e, 0);
    if (m && m->verified_len && slice_eq(e->sender, slice_of(m->verified, m->sender_len)))
        e->text = slice_of(m->verified + m->sender_len, m->verified_len - m->sender_len);
}

/* "name [ip] : SMTP error from remote mail server after ..." or "name [ip] : response to "CMD"
 * [from name [ip] ]was: REPLY", or without the host: what a callout was told. */
static int callout_read(struct smtplog_slice c, struct exim_remote *remote, struct exim_fields *f)
{
    struct smtplog_slice s = c, cmd;
    int32_t code;

    scan_lit(&s, "Could not complete sender verify callout: ");
    if (exim_host_scan(&s, &f->host)) {
        scan_lit(&s, " ");
        scan_lit(&s, ": ");
    }
    if (exim_remote_read(s, 1, remote))
        return remote->reply.ptr != NULL;
    memset(remote, 0, sizeof *remote);
    if (!scan_lit(&s, "response to \"") || !scan_until_lit(&s, "\"", &cmd))
        return 0;
    if (scan_lit(&s, " from "))         /* up to 4.84 */
        exim_host_scan(&s, &f->host);
    if (!scan_lit(&s, " was: "))
        return 0;
    scan_lit(&cmd, "pipelined ");
    remote->phase = form_phase(cmd);
    remote->reply = s;
    return scan_code(&s, &code);
}

/* "sender verify fail for <S>: T", just before the rejection that it leads to.  Only what a
 * remote server said of the sender's address is news, and that is no failure of its own. */
int exim_sender_verify(const struct exim_record *r, int temporary, struct smtplog_slice c,
                       struct smtplog_event *e)
{
    struct exim_remote remote;
    struct exim_fields server = {0};
    struct smtplog_slice sender;

    if (!exim_angle_scan(&c, &sender))
        return SMTPLOG_NOT_MINE;
    e->form = "sender-verify";
    e->kind = SMTPLOG_FACTS;
    if (!scan_lit(&c, ": "))
        return SMTPLOG_SAID;
    if (!callout_read(c, &remote, &server)) {
        remember_reason(r->state, e, sender, temporary, c);
        return SMTPLOG_SAID;
    }
    e->form = "sender-callout";
    e->kind = SMTPLOG_FAILURE;
    e->flags = SMTPLOG_NOT_FINAL | SMTPLOG_PROBE;
    e->direction = SMTPLOG_OUTBOUND;
    e->disposition = SMTPLOG_ATTEMPT;
    e->recipient = sender;              /* the probe asks for the sender as a recipient */
    e->sender = slice_of("", 0);
    e->peer_name = slice_of(NULL, 0);
    e->peer_ip = slice_of(NULL, 0);
    e->peer_port = 0;
    exim_fill_server(e, &server);
    exim_remote_fill(e, &remote, c);
    return SMTPLOG_SAID;
}
