/* A challenge is base64 of words, of a list of fields (DIGEST-MD5) or of JSON (XOAUTH2): what
 * it asks for is read out of it. */
#include "pasted/challenge.h"

#include "base/base64.h"
#include "base/mem.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <strings.h>

enum { JSON_DEPTH = 4, JSON_MOST = 16 * 1024 };

static void add_part(struct challenge *c, struct smtplog_slice name, struct smtplog_slice value)
{
    if (c->len == CHALLENGE_PARTS)
        return;
    c->parts[c->len].name = mem_strn(name.ptr, name.len);
    c->parts[c->len++].value = mem_strn(value.ptr, value.len);
}

const char *challenge_part(const struct challenge *c, const char *name)
{
    for (size_t i = 0; i < c->len; i++)
        if (strcmp(c->parts[i].name, name) == 0)
            return c->parts[i].value;
    return NULL;
}

/* "r=...,s=...,i=4096" and 'realm="...",nonce="..."'. */
static void read_list(struct challenge *c, struct smtplog_slice list)
{
    while (list.len) {
        struct smtplog_slice name, value;
        size_t end = 0;
        if (!scan_until(&list, '=', &name))
            return;
        int quoted = scan_lit(&list, "\"");
        while (end < list.len && list.ptr[end] != (quoted ? '"' : ','))
            end++;
        value = slice_head(list, end);
        list = slice_from(list, end + (size_t)quoted);
        scan_lit(&list, ",");
        add_part(c, slice_trim(name), value);
    }
}

/* Members as texts, whatever they are; nested no deeper than an error of OAuth is. */
static int read_json(struct challenge *c, struct smtplog_slice text)
{
    struct json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH);
    struct json_object *object = json_tokener_parse_ex(tokener, text.ptr, (int)text.len);
    int good = object && json_object_is_type(object, json_type_object);
    if (good) {
        json_object_object_foreach(object, name, value)
            add_part(c, slice_str(name), slice_str(value ? json_object_get_string(value) : ""));
    }
    json_object_put(object);
    json_tokener_free(tokener);
    return good;
}

static int starts_nocase(struct smtplog_slice s, const char *lit)
{
    return s.len >= strlen(lit) && strncasecmp(s.ptr, lit, strlen(lit)) == 0;
}

static uint32_t little(struct smtplog_slice s, size_t at, size_t bytes)
{
    uint32_t n = 0;
    for (size_t i = bytes; i-- > 0;)
        n = n << 8 | (at + i < s.len ? (unsigned char)s.ptr[at + i] : 0);
    return n;
}

/* [MS-NLMP] section 2.2.1.2: the target's name, in UTF-16LE or the OEM set. */
static void read_ntlm(struct challenge *c, struct smtplog_slice d)
{
    uint32_t len = little(d, 12, 2), at = little(d, 16, 4);
    struct strbuf name = {0};
    int wide = (int)(little(d, 20, 4) & 1);
    for (uint32_t i = 0; i < len && at <= d.len && at + i < d.len; i += wide ? 2 : 1)
        strbuf_char(&name, d.ptr[at + i] > ' ' && d.ptr[at + i] < 127 ? d.ptr[at + i] : '?');
    if (name.len)
        add_part(c, SLICE_LIT("target"), strbuf_view(&name));
    strbuf_release(&name);
}

/* Do the parts of a SCRAM message lead the text in their order? */
static int is_scram(struct smtplog_slice d)
{
    return slice_starts(d, "r=") && slice_find(d, ",s=") > 0 && slice_find(d, ",i=") > 0;
}

/* NTLM says what it is; GSSAPI shows by the tags of its DER. */
static enum challenge_kind read_binary(struct challenge *c, struct smtplog_slice d)
{
    if (d.len >= 12 && memcmp(d.ptr, "NTLMSSP", 8) == 0) {
        read_ntlm(c, d);
        return little(d, 8, 4) == 2 ? CHALLENGE_NTLM : CHALLENGE_UNKNOWN;
    }
    /* RFC 2743 section 3.1: [APPLICATION 0]; RFC 4178: negTokenResp */
    unsigned char first = (unsigned char)d.ptr[0];
    if ((first == 0x60 && d.len > 12) || (first == 0xa1 && d.len > 8))
        return CHALLENGE_GSSAPI;
    if (d.len == 4 && first > 0 && first <= 7)
        return CHALLENGE_GSSAPI_LAYER;
    return CHALLENGE_UNKNOWN;
}

static int is_angle(struct smtplog_slice d)
{
    return d.len > 4 && d.ptr[0] == '<' && d.ptr[d.len - 1] == '>' && memchr(d.ptr, '@', d.len) &&
           !memchr(d.ptr, ' ', d.len);
}

/* By what a server sends, since the 334 itself does not name the mechanism. */
static enum challenge_kind kind_of(struct challenge *c, struct smtplog_slice d)
{
    if (starts_nocase(d, "username") || starts_nocase(d, "user name") || slice_is(d, "User:"))
        return CHALLENGE_LOGIN_USER;
    if (starts_nocase(d, "password"))
        return CHALLENGE_LOGIN_PASSWORD;
    if (is_angle(d)) {
        add_part(c, SLICE_LIT("msg-id"), d);
        return CHALLENGE_CRAM;
    }
    if (d.ptr[0] == '{' && d.len < JSON_MOST && read_json(c, d))
        return challenge_part(c, "status") || challenge_part(c, "schemes") ? CHALLENGE_OAUTH_ERROR
                                                                           : CHALLENGE_UNKNOWN;
    if (is_scram(d)) {
        read_list(c, d);
        return CHALLENGE_SCRAM_FIRST;
    }
    if (slice_starts(d, "v=") || slice_starts(d, "e=")) {
        read_list(c, d);
        return d.ptr[0] == 'v' ? CHALLENGE_SCRAM_FINAL : CHALLENGE_SCRAM_ERROR;
    }
    if (slice_find(d, "nonce=\"") >= 0 || slice_starts(d, "rspauth=")) {
        read_list(c, d);
        return slice_starts(d, "rspauth=") ? CHALLENGE_DIGEST_DONE : CHALLENGE_DIGEST;
    }
    return read_binary(c, d);
}

void challenge_read_decoded(struct challenge *c, struct smtplog_slice decoded)
{
    *c = (struct challenge){0};
    strbuf_slice(&c->decoded, decoded);
    if (decoded.len)
        c->kind = kind_of(c, decoded);
}

void challenge_read(struct challenge *c, struct smtplog_slice text)
{
    *c = (struct challenge){0};
    text = slice_trim(text);
    if (starts_nocase(text, "ntlm supported") || starts_nocase(text, "ntlm")) {
        c->kind = CHALLENGE_NTLM_GO;
    } else if (text.len && !slice_is(text, "=")) {
        int coded = base64_read(&c->decoded, text) && !memchr(text.ptr, ' ', text.len) &&
                    text.len % 4 == 0;
        while (coded && c->decoded.len && strchr("\r\n", c->decoded.ptr[c->decoded.len - 1]) &&
               c->decoded.ptr[c->decoded.len - 1])
            c->decoded.len--;           /* some servers encode a line end too */
        c->kind = coded && c->decoded.len ? kind_of(c, strbuf_view(&c->decoded)) : CHALLENGE_WORDS;
    }
    if (c->kind == CHALLENGE_WORDS)
        strbuf_clear(&c->decoded);
}

void challenge_release(struct challenge *c)
{
    strbuf_release(&c->decoded);
    while (c->len) {
        free(c->parts[--c->len].name);
        free(c->parts[c->len].value);
    }
}
