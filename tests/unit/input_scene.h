/* input_scene.h - a folder of its own for each test of src/input, and a diag that remembers */
#ifndef INPUT_SCENE_H
#define INPUT_SCENE_H

#include "base/mem.h"
#include "base/strbuf.h"
#include "input/stream.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

struct scene {
    char folder[64];
    char path[128];
    struct strbuf told;
    struct diag diag;
};

static inline void remember(void *to, enum diag_level level, const char *sentence)
{
    strbuf_fmt(to, "%d %s\n", (int)level, sentence);
}

static inline void scene_init(struct scene *s)
{
    *s = (struct scene){.folder = "/tmp/smtplog-input-XXXXXX"};
    cr_assert_not_null(mkdtemp(s->folder));
    s->diag = (struct diag){.tell = remember, .to = &s->told};
    strbuf_str(&s->told, "");
}

static inline const char *scene_path(struct scene *s, const char *name)
{
    snprintf(s->path, sizeof s->path, "%s/%s", s->folder, name);
    return s->path;
}

static inline void scene_write(struct scene *s, const char *name, const void *bytes, size_t len)
{
    FILE *f = fopen(scene_path(s, name), "ab");
    cr_assert_not_null(f);
    cr_assert_eq(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

static inline void scene_release(struct scene *s)
{
    char *command = mem_fmt("rm -rf '%s'", s->folder);
    cr_assert_eq(system(command), 0);
    free(command);
    strbuf_release(&s->told);
}

static inline struct strbuf numbered_lines(unsigned count)
{
    struct strbuf text = {0};
    for (unsigned i = 1; i <= count; i++)
        strbuf_fmt(&text, "line %u of many, %08x\n", i, i * 2654435761u);
    return text;
}

static inline struct strbuf whole_stream(struct stream *s)
{
    struct strbuf all = {0};
    struct smtplog_slice block;
    strbuf_str(&all, "");
    while ((block = stream_block(s)).len)
        strbuf_slice(&all, block);
    return all;
}

#endif
