/* registry.c - the list of parsers: what is built in, what was loaded, and what each was told
 *
 * A shared object is code of strangers that runs as us, so it is looked at hard before it is
 * called: its file, its interface number, its size, its name, its own check and its samples. */
#include "plugin/registry.h"

#include "base/mem.h"
#include "base/lang.h"
#include "base/strbuf.h"
#include "base/trusted.h"
#include "frame/frame.h"
#include "plugin/builtin.h"
#include "site/site.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

/* One parser, with what the host lends to it. */
struct known {
    const struct smtplog_parser *parser;
    struct smtplog_host host, silent;   /* silent: for states that help another, which complains */
    struct diag *diag;
    char **settings;                    /* one for each of its options; NULL: the fallback */
    size_t options;
};

/* A shared object.  dlopen() takes two of one name for one, and the name is the descriptor's: it
 * stays open as long as the object. */
struct object { void *handle; int fd; };

struct registry {
    struct diag *diag;
    struct known **known;               /* each stays where it is: parsers keep &known->host */
    size_t len, cap;
    struct object *objects;             /* kept open to the end: parsers' strings live there */
    size_t objects_len, objects_cap;
    struct site *site;                  /* the operator's own forms */
};

static int name_is_good(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && n <= 32 && name[n] == '\0' && name[0] >= 'a';
}

static size_t options_count(const struct smtplog_parser *p)
{
    size_t n = 0;
    while (p->options && p->options[n].name)
        n++;
    return n;
}

static int options_are_good(const struct smtplog_parser *p)
{
    for (size_t i = 0; i < options_count(p); i++)
        if (!name_is_good(p->options[i].name) || !p->options[i].fallback || !p->options[i].help)
            return 0;
    return 1;
}

/* What built-in and loaded parsers alike must be; 0, or -1 and told. */
static int check(const struct registry *r, const struct smtplog_parser *p, const char *from)
{
    /* what came to its end later need not be there */
    if (p->abi != SMTPLOG_PARSER_ABI || p->size < offsetof(struct smtplog_parser, fronts))
        diag_error(r->diag, "%s: made for parser interface %u, this smtplog speaks %u; rebuild it",
                   from, p->abi, SMTPLOG_PARSER_ABI);
    else if (!p->name || !name_is_good(p->name))
        diag_error(r->diag, "%s: the parser's name is not of the form [a-z][a-z0-9-]*", from);
    else if (!p->parse || !p->samples || !p->samples[0] || !p->open != !p->close)
        diag_error(r->diag, "%s: parser \"%s\" lacks parse, samples, or one of open and close",
                   from, p->name);
    else if (!options_are_good(p))
        diag_error(r->diag, "%s: an option of parser \"%s\" lacks a good name, a fallback or a "
                   "help", from, p->name);
    else if (registry_find(r, p->name))
        diag_error(r->diag, "%s: there is a parser \"%s\" already", from, p->name);
    else
        return 0;
    return -1;
}

static void warn(void *to, const char *sentence)
{
    const struct known *k = to;
    diag_warning(k->diag, "parser %s: %s", k->parser->name, sentence);
}

static void keep_still(void *to, const char *sentence)
{
    (void)to;
    (void)sentence;
}

static const char *setting(void *to, const char *name)
{
    const struct known *k = to;
    for (size_t i = 0; i < k->options; i++)
        if (strcmp(k->parser->options[i].name, name) == 0)
            return k->settings[i] ? k->settings[i] : k->parser->options[i].fallback;
    return NULL;
}

static struct known *known_new(const struct smtplog_parser *p, struct diag *diag)
{
    struct known *k = mem_alloc(sizeof *k);
    *k = (struct known){.parser = p, .diag = diag, .options = options_count(p)};
    k->host = (struct smtplog_host){sizeof k->host, k, warn, setting};
    k->silent = (struct smtplog_host){sizeof k->silent, k, keep_still, setting};
    k->settings = mem_alloc((k->options + 1) * sizeof *k->settings);
    return k;
}

static void known_free(struct known *k)
{
    for (size_t i = 0; i < k->options; i++)
        free(k->settings[i]);
    free(k->settings);
    free(k);
}

static void add(struct registry *r, struct known *k)
{
    r->known = mem_grow(r->known, &r->cap, r->len + 1, sizeof *r->known);
    r->known[r->len++] = k;
}

struct registry *registry_new_empty(struct diag *diag)
{
    struct registry *r = mem_alloc(sizeof *r);
    r->diag = diag;
    r->site = site_load(NULL, diag);
    return r;
}

struct registry *registry_new(struct diag *diag)
{
    struct registry *r = registry_new_empty(diag);
    for (size_t i = 0; builtin_parsers[i]; i++)
        if (check(r, builtin_parsers[i], "built in") == 0)
            add(r, known_new(builtin_parsers[i], diag));
    return r;
}

static void object_close(const struct object *o)
{
    dlclose(o->handle);
    close(o->fd);
}

void registry_free(struct registry *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->len; i++)
        known_free(r->known[i]);
    for (size_t i = 0; i < r->objects_len; i++)
        object_close(&r->objects[i]);
    site_free(r->site);
    free(r->objects);
    free(r->known);
    free(r);
}

/* Frames and parses each sample.  0, or -1 and told. */
static int check_samples(const struct known *k, const char *from)
{
    /* samples without a year lie before 2026; which year is of no matter */
    enum { NOW = 1767225600 };
    const struct smtplog_parser *p = k->parser;
    struct smtplog_event event;
    struct record record;
    int failed = 0;
    void *state = p->open ? p->open(&k->host) : NULL;

    if (p->open && !state) {
        diag_error(k->diag, "%s: parser \"%s\" does not open", from, p->name);
        return -1;
    }
    for (size_t i = 0; p->samples[i] && !failed; i++) {
        memset(&event, 0, sizeof event);
        if (!frame_one(slice_str(p->samples[i]), NOW, &record))
            diag_error(k->diag, "%s: sample %zu of parser \"%s\" is no log line: %s", from, i + 1,
                       p->name, p->samples[i]);
        else if (p->parse(state, &record.line, &event) != SMTPLOG_SAID)
            diag_error(k->diag, "%s: parser \"%s\" does not know its own sample %zu: %s", from,
                       p->name, i + 1, p->samples[i]);
        else
            continue;
        failed = -1;
    }
    if (p->close)
        p->close(state);
    return failed;
}

static int prove(const struct known *k, const char *from)
{
    unsigned faults = k->parser->check ? k->parser->check(&k->host) : 0;

    if (faults)
        diag_error(k->diag, "%s: parser \"%s\" is not sound (%u faults in its tables)", from,
                   k->parser->name, faults);
    return check_samples(k, from) != 0 || faults ? -1 : 0;
}

int registry_prove(const struct registry *r, size_t i, const char *from)
{
    return prove(r->known[i], from);
}

/* The parser in an opened shared object; NULL and told. */
static struct known *known_in(const struct registry *r, void *handle, const char *path)
{
    const struct smtplog_parser *p = dlsym(handle, "smtplog_parser");
    struct known *k;

    if (!p)
        diag_error(r->diag, "%s: not an smtplog parser: it has no symbol smtplog_parser", path);
    if (!p || check(r, p, path) != 0)
        return NULL;
    k = known_new(p, r->diag);
    if (prove(k, path) == 0)
        return k;
    known_free(k);
    return NULL;
}

/* Loads what was judged, by its descriptor.  Where there is no /proc, by its name: dlopen() takes
 * a bare one for a library to be searched for.  -1, and why. */
static int object_open(struct object *o, const char *path, const char **why)
{
    o->fd = trusted_open(path, TRUSTED_CODE, why);
    if (o->fd < 0)
        return -1;
    char *file = mem_fmt("/proc/self/fd/%d", o->fd);
    if (access(file, R_OK) != 0) {
        free(file);
        file = mem_fmt("%s%s", strchr(path, '/') ? "" : "./", path);
    }
    o->handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    size_t len = strlen(file);
    free(file);
    if (o->handle)
        return 0;
    close(o->fd);
    *why = dlerror();
    *why += strlen(*why) > len + 2 && (*why)[len] == ':' ? len + 2 : 0;     /* "FILE: " */
    return -1;
}

int registry_load(struct registry *r, const char *path)
{
    const char *why;
    struct object o;
    if (object_open(&o, path, &why) != 0) {
        diag_error(r->diag, "%s: cannot be loaded: %s", path, tr(r->diag->lang, why));
        return -1;
    }
    struct known *k = known_in(r, o.handle, path);
    if (!k) {
        object_close(&o);
        return -1;
    }
    add(r, k);
    r->objects = mem_grow(r->objects, &r->objects_cap, r->objects_len + 1, sizeof *r->objects);
    r->objects[r->objects_len++] = o;
    return 0;
}

void registry_load_forms(struct registry *r, const char *folder)
{
    site_free(r->site);
    r->site = site_load(folder, r->diag);
}

const struct site *registry_site(const struct registry *r)
{
    return r->site;
}

int registry_set(struct registry *r, struct smtplog_slice name, struct smtplog_slice option,
                 struct smtplog_slice value)
{
    for (size_t i = 0; i < r->len; i++) {
        struct known *k = r->known[i];
        if (!slice_is(name, k->parser->name))
            continue;
        for (size_t o = 0; o < k->options; o++)
            if (slice_is(option, k->parser->options[o].name)) {
                free(k->settings[o]);
                k->settings[o] = mem_strn(value.ptr, value.len);
                return 0;
            }
    }
    return -1;
}

char *registry_options(const struct registry *r)
{
    struct strbuf b = {0};
    for (size_t i = 0; i < r->len; i++)
        for (size_t o = 0; o < r->known[i]->options; o++)
            strbuf_fmt(&b, "%s%s.%s", b.len ? ", " : "", r->known[i]->parser->name,
                       r->known[i]->parser->options[o].name);
    return strbuf_steal(&b);
}

size_t registry_count(const struct registry *r)
{
    return r->len;
}

size_t registry_builtin(const struct registry *r)
{
    return r->len - r->objects_len;
}

const struct smtplog_parser *registry_at(const struct registry *r, size_t i)
{
    return r->known[i]->parser;
}

const struct smtplog_host *registry_host(const struct registry *r, size_t i)
{
    return &r->known[i]->host;
}

const struct smtplog_host *registry_silent_host(const struct registry *r, size_t i)
{
    return &r->known[i]->silent;
}

const struct smtplog_parser *registry_find(const struct registry *r, const char *name)
{
    for (size_t i = 0; i < r->len; i++)
        if (strcmp(r->known[i]->parser->name, name) == 0)
            return r->known[i]->parser;
    return NULL;
}

char *registry_names(const struct registry *r)
{
    struct strbuf b = {0};
    for (size_t i = 0; i < r->len; i++)
        strbuf_fmt(&b, "%s%s", i ? ", " : "", r->known[i]->parser->name);
    return strbuf_steal(&b);
}
