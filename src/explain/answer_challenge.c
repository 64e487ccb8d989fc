/* A 334 in depth: which mechanism asks for what, and what comes next.  No failure: nothing is said
 * of attackers or wrong passwords, for a challenge proves neither. */
#include "explain/answer.h"

#include "base/mem.h"
#include "base/text.h"
#include "pasted/challenge.h"
#include "pasted/mime.h"

#include <stdlib.h>
#include <strings.h>

enum { SHOWN_MOST = 4000 };             /* bytes of a challenge */

static const struct {
    const char *mechanism, *title, *means, *next;
} kinds[] = {
    [CHALLENGE_EMPTY] = {"", N_("Go On with the Login"),
        N_("The challenge is empty: the server took the mechanism and lets the client speak "
           "first. PLAIN, XOAUTH2, OAUTHBEARER, EXTERNAL, SCRAM, NTLM and GSSAPI begin so when "
           "AUTH came without its initial response."),
        N_("The client sends its initial response in Base64: for PLAIN \"\\0USER\\0PASSWORD\", "
           "for EXTERNAL the identity or \"=\", for the others their first message. Then 235, 535 "
           "or a further 334 follows.")},
    [CHALLENGE_LOGIN_USER] = {"LOGIN", N_("AUTH LOGIN Asks for the User Name"),
        N_("The server asks for the user name. The login is open, and nothing has failed yet."),
        N_("The client sends the user name in Base64, and the server answers with a second 334 "
           "that asks for the password, UGFzc3dvcmQ6 (\"Password:\").")},
    [CHALLENGE_LOGIN_PASSWORD] = {"LOGIN", N_("AUTH LOGIN Asks for the Password"),
        N_("The server has the user name and asks for the password. The login is open, and "
           "nothing has failed yet: whether the name exists is not told before both are known."),
        N_("The client sends the password in Base64. Then 235 (logged in), 535 (name or password "
           "wrong) or 454 (the password service does not work) follows. A client that cancels "
           "sends \"*\" and gets 501.")},
    [CHALLENGE_CRAM] = {"CRAM-MD5", N_("CRAM-MD5 Challenge"),
        N_("The server sends a text that was never used before, in the form of a message-id. The "
           "password itself never crosses the wire. The login is open, and nothing has failed "
           "yet."),
        N_("The client sends, in Base64, the user name, a blank and the HMAC-MD5 of this text "
           "under the password, in hexadecimal. Then 235 or 535 follows. The server must hold the "
           "password readable for that, so with hashed passwords it always ends in 535.")},
    [CHALLENGE_DIGEST] = {"DIGEST-MD5", N_("DIGEST-MD5 Challenge"),
        N_("The server names its realm, a nonce and the protections it offers. The mechanism is "
           "obsolete (RFC 6331). The login is open, and nothing has failed yet."),
        N_("The client sends, in Base64, user name, realm, nonce, cnonce and the response "
           "computed from the password. Then a 334 with rspauth, or 535, follows.")},
    [CHALLENGE_DIGEST_DONE] = {"DIGEST-MD5", N_("DIGEST-MD5: the Server Proves Itself"),
        N_("The credentials were right; with rspauth the server proves that it knows them too."),
        N_("The client checks rspauth and sends an empty line. Then 235 follows.")},
    [CHALLENGE_SCRAM_FIRST] = {"SCRAM", N_("SCRAM: the Server's First Message"),
        N_("r is the nonce of both sides, s the user's salt in Base64, i how often the password "
           "is hashed. The login is open, and nothing has failed yet."),
        N_("The client computes the salted password and sends \"c=...,r=...,p=PROOF\" in Base64. "
           "Then a 334 with v= (the server's proof), 235, or 535 follows.")},
    [CHALLENGE_SCRAM_FINAL] = {"SCRAM", N_("SCRAM: the Server's Proof"),
        N_("The client's proof was right; v is the proof that the server knows the password too."),
        N_("The client checks v and sends an empty line. Then 235 follows.")},
    [CHALLENGE_SCRAM_ERROR] = {"SCRAM", N_("SCRAM: the Server Refuses"),
        N_("e names the error of the exchange, such as invalid-proof (the password is wrong) or "
           "unknown-user."),
        N_("The client ends the exchange with an empty line or \"*\". Then 535 follows.")},
    [CHALLENGE_NTLM] = {"NTLM", N_("NTLM Challenge"),
        N_("The server's challenge, message type 2, with the name of its domain or host as "
           "target. The login is open, and nothing has failed yet."),
        N_("The client sends message type 3 in Base64: domain, user name and the answer computed "
           "from the password. Then 235 or 535 follows.")},
    [CHALLENGE_NTLM_GO] = {"NTLM", N_("NTLM: Begin"),
        N_("The server takes NTLM and lets the client begin. Nothing has failed yet."),
        N_("The client sends message type 1 in Base64. Then a 334 with the challenge follows.")},
    [CHALLENGE_GSSAPI] = {"GSSAPI", N_("GSSAPI Token"),
        N_("A token of Kerberos or SPNEGO: the server's part of the ticket exchange. The login is "
           "open, and nothing has failed yet."),
        N_("The client hands the token to its Kerberos library and sends what that answers, "
           "perhaps an empty line. Then a further 334, 235 or 535 follows.")},
    [CHALLENGE_GSSAPI_LAYER] = {"GSSAPI", N_("GSSAPI: Security Layer"),
        N_("The tickets were right; the server names the security layers it offers and how long a "
           "wrapped message may be."),
        N_("The client chooses a layer and sends it with the identity to act as. Then 235 or 535 "
           "follows.")},
    [CHALLENGE_OAUTH_ERROR] = {"XOAUTH2", N_("OAuth: the Token Was Not Accepted"),
        N_("With XOAUTH2 and OAUTHBEARER this 334 is no question: it carries the error, and the "
           "refusal itself is the 535 that follows."),
        N_("The client answers with an empty line (XOAUTH2) or AQ== (OAUTHBEARER), and gets "
           "535.")},
    [CHALLENGE_WORDS] = {"", N_("Server Challenge in Plain Words"),
        N_("The text of this 334 is not Base64, though RFC 4954 asks for it. In answer to AUTH it "
           "is a prompt, and the login is open; in answer to any other command it is a fault of "
           "the server's."),
        N_("In answer to AUTH the client goes on with its next response. Elsewhere a client "
           "treats it as a protocol error and closes.")},
    [CHALLENGE_UNKNOWN] = {"", N_("Server Challenge"),
        N_("The challenge decodes, but to nothing that a known mechanism sends: which one it is, "
           "the AUTH line before it tells. The login is open, and nothing has failed yet."),
        N_("The client sends the mechanism's response in Base64, or \"*\" to cancel.")},
};

/* RFC 7628 section 3.2.2 and what Google and Microsoft send: the field status. */
static const struct { const char *status, *means; } oauth[] = {
    {"400", N_("Status 400: the token could not be used: malformed, expired, withdrawn, or not "
               "for this user.")},
    {"401", N_("Status 401: the token has expired, was withdrawn, or lacks the right scope.")},
    {"403", N_("Status 403: the account or its administrator does not permit this access.")},
    {"invalid_token", N_("invalid_token: the token has expired, was withdrawn, or is malformed.")},
    {"invalid_request", N_("invalid_request: the client's message is malformed.")},
    {"insufficient_scope", N_("insufficient_scope: the token is sound, but was not granted for "
                              "mail.")},
    {NULL, NULL}
};

/* An error of XOAUTH2 or OAUTHBEARER comes as a challenge (RFC 7628 section 3.2.2): its status is
 * what tells, the scope what the token lacks. */
static void add_oauth(struct sheet *s, const struct lang *lang, const struct challenge *c)
{
    const char *status = challenge_part(c, "status"), *scope = challenge_part(c, "scope");
    for (size_t i = 0; status && oauth[i].status; i++)
        if (strcasecmp(status, oauth[i].status) == 0)
            sheet_add(s, "oauth_status", tr(lang, "The error"),
                      slice_str(tr(lang, oauth[i].means)));
    struct strbuf fix = {0};
    strbuf_str(&fix, tr(lang, "Let the client fetch a new access token with its refresh token; if "
                              "that is refused, the user signs in again and consents."));
    if (scope && *scope)
        strbuf_fmt(&fix, tr(lang, " The token must have the scope %s."), scope);
    strbuf_str(&fix, tr(lang, " Check too that the user in the AUTH line is the one whom the "
                              "token is for, and that SMTP AUTH is permitted for the mailbox."));
    sheet_add(s, "how_to_fix", tr(lang, "How to fix"), strbuf_view(&fix));
    strbuf_release(&fix);
}

static void add_parts(struct sheet *s, const struct lang *lang, const struct challenge *c)
{
    struct strbuf text = {0};
    for (size_t i = 0; i < c->len; i++)
        strbuf_fmt(&text, "%s%s: %s", i ? "\n" : "", c->parts[i].name, c->parts[i].value);
    sheet_add(s, "parts", tr(lang, "Its parts"), strbuf_view(&text));
    strbuf_release(&text);
}

static int is_readable(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ')
            return 0;
    return text_is_clean(s);
}

/* The mechanism that the challenge proves ("SCRAM"); the one asked for where that says more. */
static struct smtplog_slice mechanism_of(const struct challenge *c, struct smtplog_slice asked)
{
    if (c->kind == CHALLENGE_OAUTH_ERROR && challenge_part(c, "openid-configuration"))
        return SLICE_LIT("OAUTHBEARER");
    return slice_starts(asked, kinds[c->kind].mechanism) ? asked
                                                         : slice_str(kinds[c->kind].mechanism);
}

/* The challenge in clear, its mechanism, and what the client sends next. */
static void describe(struct answer *a, const struct challenge *c, struct smtplog_slice coded,
                     struct smtplog_slice mechanism)
{
    const struct lang *lang = a->here.lang;
    struct sheet *s = answer_sheet(a);
    s->key = "challenge";
    s->listed = a->pasted.turns_len > 0;
    s->class = 3;
    s->heading = mem_fmt("334 %s", tr(lang, kinds[c->kind].title));
    sheet_add_value(s, "code", "334");
    sheet_add(s, "title", NULL, slice_str(tr(lang, kinds[c->kind].title)));
    sheet_add(s, "encoded", tr(lang, "Challenge"), slice_head(coded, SHOWN_MOST));
    if (c->decoded.len && is_readable(strbuf_view(&c->decoded)))
        sheet_add(s, "challenge", tr(lang, "Decoded"),
                  slice_head(strbuf_view(&c->decoded), SHOWN_MOST));
    sheet_add(s, "mechanism", tr(lang, "Mechanism"), mechanism_of(c, mechanism));
    if (c->len > 1 || c->kind == CHALLENGE_NTLM)
        add_parts(s, lang, c);
    sheet_add(s, "description", tr(lang, "What it means"),
              slice_str(tr(lang, kinds[c->kind].means)));
    if (c->kind == CHALLENGE_OAUTH_ERROR)
        add_oauth(s, lang, c);
    const struct smtplog_slice source = SLICE_LIT("RFC 4954");
    sheet_add(s, "next", tr(lang, "What comes next"), slice_str(tr(lang, kinds[c->kind].next)));
    sheet_add_source(s, "source", tr(lang, "Source"), source, source);
}

/* Bare words that are a challenge beyond doubt; other Base64 may be anything. */
static int is_challenge(const struct challenge *c)
{
    return c->kind != CHALLENGE_EMPTY && c->kind != CHALLENGE_WORDS &&
           c->kind != CHALLENGE_UNKNOWN && c->kind != CHALLENGE_NTLM_GO &&
           c->kind != CHALLENGE_GSSAPI_LAYER;
}

int answer_challenge(struct answer *a, struct smtplog_slice asked,
                     struct smtplog_slice mechanism)
{
    struct challenge c;
    struct smtplog_slice text = asked, lead;
    if (scan_until_lit(&text, "334", &lead) && slice_trim(lead).len == 0)
        text = slice_trim(text);
    else
        text = asked;
    int bare = text.ptr == asked.ptr;
    if (memchr(text.ptr, '\n', text.len) || text.len < (bare ? 8 : 0))
        return 0;
    challenge_read(&c, text);
    int found = bare ? is_challenge(&c) : 1;
    if (found)
        describe(a, &c, text, mechanism);
    challenge_release(&c);
    if (found && !a->pasted.turns_len)
        answer_codes(a, 334, slice_of(NULL, 0), 1);
    return found;
}
