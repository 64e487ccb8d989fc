/* challenge.h - what a 334 asks for (RFC 4954 section 4)
 *
 * The text of a 334 is Base64; what it decodes to tells the mechanism and how far it has come.  Of
 * what cannot be told nothing is claimed.
 */
#ifndef PASTED_CHALLENGE_H
#define PASTED_CHALLENGE_H

#include "base/strbuf.h"

enum challenge_kind {
    CHALLENGE_EMPTY,            /* "334 ": any mechanism whose client speaks first */
    CHALLENGE_LOGIN_USER,       /* draft-murchison-sasl-login */
    CHALLENGE_LOGIN_PASSWORD,
    CHALLENGE_CRAM,             /* RFC 2195: "<1896.697170952@mx.example.org>" */
    CHALLENGE_DIGEST,           /* RFC 2831: realm, nonce, qop, algorithm */
    CHALLENGE_DIGEST_DONE,      /* rspauth */
    CHALLENGE_SCRAM_FIRST,      /* RFC 5802: r, s, i */
    CHALLENGE_SCRAM_FINAL,      /* v */
    CHALLENGE_SCRAM_ERROR,      /* e */
    CHALLENGE_NTLM,             /* "NTLMSSP", message type 2 */
    CHALLENGE_NTLM_GO,          /* "334 NTLM supported": send message type 1 */
    CHALLENGE_GSSAPI,           /* a Kerberos or SPNEGO token */
    CHALLENGE_GSSAPI_LAYER,     /* RFC 4752: security layers and buffer size, unwrapped */
    CHALLENGE_OAUTH_ERROR,      /* RFC 7628 section 3.2.2, and Google's XOAUTH2: JSON */
    CHALLENGE_WORDS,            /* not Base64: plain words of a server */
    CHALLENGE_UNKNOWN           /* Base64 of something else */
};

enum { CHALLENGE_PARTS = 12 };

struct challenge {
    enum challenge_kind kind;
    struct strbuf decoded;              /* any bytes */
    struct { char *name, *value; } parts[CHALLENGE_PARTS];      /* as the mechanism names them */
    size_t len;
};

/* `text`: what stands behind the 334. */
void challenge_read(struct challenge *c, struct smtplog_slice text);
/* The same of a challenge that a log shows decoded already. */
void challenge_read_decoded(struct challenge *c, struct smtplog_slice decoded);
void challenge_release(struct challenge *c);

/* NULL: none of that name. */
const char *challenge_part(const struct challenge *c, const char *name);

#endif
