/* mask.h - words that stand for somebody and name nobody
 *
 * "bob@example.org" becomes "anon.0123456789ab@example.org": a hash under a secret key, so that
 * one name has one word wherever the key is the same, and nobody without the key can try names.
 * The hash is SipHash-2-4, made for secret keys: of other fast hashes the key can be worked out by
 * who knows some names and their words.
 *
 * What is masked already, and the empty word, stay as they are.
 */
#ifndef BASE_MASK_H
#define BASE_MASK_H

#include "base/strbuf.h"

struct mask_key { uint64_t k[2]; };     /* both 0: none */

/* Whom a reading masks; each masks what the one before does. */
enum anonymity {
    ANONYMITY_NONE,
    ANONYMITY_PEOPLE,       /* --anonymize: addresses and SASL users; texts lose what names them */
    ANONYMITY_CLIENTS       /* --anonymize-clients: clients' addresses, names, networks and HELO;
                               of a peer that answered this server as a server they stay */
};

/* A key at random. */
struct mask_key mask_key_new(void);
int mask_key_is_set(struct mask_key key);
/* As 32 hexadecimal digits, and back; of other words none. */
void mask_key_write(struct strbuf *out, struct mask_key key);
struct mask_key mask_key_read(struct smtplog_slice text);

/* Appends the address with a hash for its local part; a name without "@" is all local part.  The
 * last "@" decides, and the domain's case means nothing. */
void mask_address(struct strbuf *out, struct smtplog_slice address, struct mask_key key);
/* Appends "anon." and the hash of all of a host name, an IP address, a network; no
 * case matters. */
void mask_host(struct strbuf *out, struct smtplog_slice name, struct mask_key key);
/* 1 if a mask is its local part, or all of it. */
int mask_is(struct smtplog_slice word);

/* SipHash-2-4 (Aumasson and Bernstein, 2012); for the test of its vectors. */
uint64_t mask_hash(struct smtplog_slice bytes, struct mask_key key);

#endif
