/* proof.c - a second stream over a file, of which only the end counts */
#include "input/proof.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct proof {
    char *path;
    pthread_t thread;
    atomic_int stop;
    /* the thread's until it is joined */
    struct stream_facts facts;          /* .name is not kept */
    int is_sound;
};

/* The thread: whether the file can be unpacked to its end, and what it is. */
static void *go_through(void *arg)
{
    struct proof *p = arg;
    struct diag silent = {0};           /* who reads the file tells what is wrong with it */
    struct stream *s = stream_open(p->path, &silent);

    if (!s)
        return NULL;
    p->facts = *stream_facts(s);
    p->is_sound = stream_goes_well(s, &p->stop);
    stream_free(s);
    return NULL;
}

/* What is no file can be read but once. */
static int is_file(const char *path)
{
    struct stat st;
    return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

struct proof *proof_begin(const char *path)
{
    if (!is_file(path))
        return NULL;
    struct proof *p = mem_alloc(sizeof *p);
    p->path = mem_str(path);
    if (pthread_create(&p->thread, NULL, go_through, p) == 0)
        return p;
    free(p->path);
    free(p);
    return NULL;
}

static int is_same(const struct stream_facts *a, const struct stream_facts *b)
{
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->mtime_ns == b->mtime_ns;
}

void proof_end(struct proof *p, struct stream *s)
{
    if (!p)
        return;
    int is_wanted = s && strcmp(p->path, stream_facts(s)->name) == 0;
    if (!is_wanted)
        atomic_store(&p->stop, 1);
    pthread_join(p->thread, NULL);
    if (is_wanted && p->is_sound && is_same(&p->facts, stream_facts(s)))
        stream_trust(s);
    free(p->path);
    free(p);
}
