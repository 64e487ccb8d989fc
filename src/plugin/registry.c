#include "plugin/registry.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "frame/frame.h"
#include "plugin/builtin_parsers.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct registry {
    const struct smtplog_parser **parsers;
    size_t len, cap;
    void **handles;                     /* kept open to the end: parsers' strings live there */
    size_t handles_len, handles_cap;
};

#define EXTERN_ROW(id) extern const struct smtplog_parser smtplog_parser_##id;
#define LIST_ROW(id) &smtplog_parser_##id,
BUILTIN_PARSERS(EXTERN_ROW)
static const struct smtplog_parser *const builtin[] = {BUILTIN_PARSERS(LIST_ROW) NULL};

static int name_is_good(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && n <= 32 && name[n] == '\0' && name[0] >= 'a';
}

/* What built-in and loaded parsers alike must be; 0, or -1 and told. */
static int check(const struct registry *r, const struct smtplog_parser *p, const char *from,
                 struct diag *diag)
{
    if (p->abi != SMTPLOG_PARSER_ABI)
        diag_error(diag, "%s: made for parser interface %u, this smtplog speaks %u; rebuild it", from,
                   p->abi, SMTPLOG_PARSER_ABI);
    else if (!p->name || !name_is_good(p->name))
        diag_error(diag, "%s: the parser's name is not of the form [a-z][a-z0-9-]*", from);
    else if (!p->parse || !p->samples || !p->samples[0] || !p->open != !p->close)
        diag_error(diag, "%s: parser \"%s\" lacks parse, samples, or one of open and close", from, p->name);
    else if (registry_find(r, p->name))
        diag_error(diag, "%s: there is a parser \"%s\" already", from, p->name);
    else
        return 0;
    return -1;
}

static void add(struct registry *r, const struct smtplog_parser *p)
{
    r->parsers = mem_grow(r->parsers, &r->cap, r->len + 1, sizeof *r->parsers);
    r->parsers[r->len++] = p;
}

struct registry *registry_new_empty(void)
{
    return mem_alloc(sizeof(struct registry));
}

struct registry *registry_new(struct diag *diag)
{
    struct registry *r = registry_new_empty();
    for (size_t i = 0; builtin[i]; i++)
        if (check(r, builtin[i], "built in", diag) == 0)
            add(r, builtin[i]);
    return r;
}

void registry_free(struct registry *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->handles_len; i++)
        dlclose(r->handles[i]);
    free(r->handles);
    free(r->parsers);
    free(r);
}

/* Code of strangers must not come in through a file that strangers can write. */
static int file_is_trusted(const char *path, struct diag *diag)
{
    struct stat st;
    if (stat(path, &st) != 0)
        diag_error(diag, "%s: cannot be loaded: %s", path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        diag_error(diag, "%s: not a regular file", path);
    else if ((st.st_uid != 0 && st.st_uid != geteuid()) || (st.st_mode & (S_IWGRP | S_IWOTH)))
        diag_error(diag, "%s: not loaded: it must belong to root or to you and be writable for its "
                   "owner alone", path);
    else
        return 1;
    return 0;
}

int registry_check_samples(const struct smtplog_parser *p, const char *from, struct diag *diag)
{
    /* samples without a year lie before 2026; which year is of no matter */
    enum { NOW = 1767225600 };
    struct smtplog_event event;
    struct record record;
    int failed = 0;
    void *state = p->open ? p->open() : NULL;

    for (size_t i = 0; p->samples[i] && !failed; i++) {
        memset(&event, 0, sizeof event);
        if (!frame_one(slice_str(p->samples[i]), NOW, &record))
            diag_error(diag, "%s: sample %zu of parser \"%s\" is no log line: %s", from, i + 1, p->name,
                       p->samples[i]);
        else if (p->parse(state, &record.line, &event) != SMTPLOG_SAID)
            diag_error(diag, "%s: parser \"%s\" does not know its own sample %zu: %s", from, p->name, i + 1,
                       p->samples[i]);
        else
            continue;
        failed = -1;
    }
    if (p->close)
        p->close(state);
    return failed;
}

int registry_load(struct registry *r, const char *path, struct diag *diag)
{
    if (!file_is_trusted(path, diag))
        return -1;
    /* dlopen() takes a bare name for a library to be searched for */
    char *file = strchr(path, '/') ? mem_str(path) : mem_fmt("./%s", path);
    void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    free(file);
    if (!handle) {
        diag_error(diag, "%s: cannot be loaded: %s", path, dlerror());
        return -1;
    }
    const struct smtplog_parser *p = dlsym(handle, "smtplog_parser");
    if (!p)
        diag_error(diag, "%s: not an smtplog parser: it has no symbol smtplog_parser", path);
    if (!p || check(r, p, path, diag) != 0 || registry_check_samples(p, path, diag) != 0) {
        dlclose(handle);
        return -1;
    }
    add(r, p);
    r->handles = mem_grow(r->handles, &r->handles_cap, r->handles_len + 1, sizeof *r->handles);
    r->handles[r->handles_len++] = handle;
    return 0;
}

size_t registry_count(const struct registry *r)
{
    return r->len;
}

const struct smtplog_parser *registry_at(const struct registry *r, size_t i)
{
    return r->parsers[i];
}

const struct smtplog_parser *registry_find(const struct registry *r, const char *name)
{
    for (size_t i = 0; i < r->len; i++)
        if (strcmp(r->parsers[i]->name, name) == 0)
            return r->parsers[i];
    return NULL;
}

char *registry_names(const struct registry *r)
{
    struct strbuf b = {0};
    for (size_t i = 0; i < r->len; i++)
        strbuf_fmt(&b, "%s%s", i ? ", " : "", r->parsers[i]->name);
    return strbuf_steal(&b);
}
