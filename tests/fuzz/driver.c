/* driver.c - runs a target without libFuzzer
 *
 *     TARGET MUTANTS PATH...
 *     TARGET write FOLDER PATH...
 *
 * Every file, and every file of every folder, is run as it is and then MUTANTS times with some bytes
 * changed, taken out, doubled or exchanged for those of another file; so is what the target has in
 * itself (fuzz_seeds()).  Files longer than PIECE are taken in pieces of whole lines.  Chance is
 * seeded with the number of the input, so a run that fails fails again, and names the input.  No
 * inputs: status 1.
 *
 * `write` puts the pieces into a folder, for libFuzzer to begin with. */
#include "fuzz.h"

#include "base/mem.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHANGES_MOST = 6, PATCH_MOST = 64, PIECE = 2048 };

struct input { uint8_t *bytes; size_t len; };
struct inputs { struct input *list; size_t len, cap; };

static uint64_t chance;
static char running[4096];              /* which input, for who looks at a core */

static size_t below(size_t n)
{
    chance ^= chance << 13;             /* Marsaglia's xorshift64 */
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return n ? (size_t)(chance % n) : 0;
}

/* -- inputs ---------------------------------------------------------------------------------- */

static void add(struct inputs *all, const uint8_t *bytes, size_t len)
{
    if (all->len == all->cap)
        all->list = mem_grow(all->list, &all->cap, all->len + 1, sizeof *all->list);
    struct input *in = &all->list[all->len++];
    *in = (struct input){(uint8_t *)fuzz_copy(bytes, len), len};
}

/* What is longer is lines. */
static void add_pieces(struct inputs *all, const uint8_t *bytes, size_t len)
{
    while (len > 2 * PIECE) {
        const uint8_t *end = memchr(bytes + PIECE, '\n', len - PIECE);
        size_t piece = end ? (size_t)(end - bytes) + 1 : len;
        add(all, bytes, piece);
        bytes += piece;
        len -= piece;
    }
    add(all, bytes, len);
}

static void take_seed(void *to, const uint8_t *bytes, size_t len)
{
    add_pieces(to, bytes, len);
}

static void read_file(struct inputs *all, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    FUZZ_MUST(f && fstat(fileno(f), &st) == 0);
    size_t len = (size_t)st.st_size;
    uint8_t *bytes = mem_alloc(len + 1);
    FUZZ_MUST(fread(bytes, 1, len, f) == len);
    fclose(f);
    add_pieces(all, bytes, len);
    free(bytes);
}

static int no_dots(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

static void read_path(struct inputs *all, const char *path)
{
    struct dirent **names;
    int n = scandir(path, &names, no_dots, alphasort);
    if (n < 0) {
        read_file(all, path);
        return;
    }
    for (int i = 0; i < n; i++) {
        char *file = mem_fmt("%s/%s", path, names[i]->d_name);
        read_file(all, file);
        free(file);
        free(names[i]);
    }
    free(names);
}

/* -- mutants --------------------------------------------------------------------------------- */

/* Cuts `gone` bytes out at `at` and puts a patch there. */
static void splice(struct input *in, size_t at, size_t gone, const uint8_t *patch, size_t len)
{
    uint8_t *made = mem_alloc(in->len - gone + len + 1);
    if (in->len)
        memcpy(made, in->bytes, at);
    if (len)
        memcpy(made + at, patch, len);
    if (in->len)
        memcpy(made + at + len, in->bytes + at + gone, in->len - at - gone);
    free(in->bytes);
    *in = (struct input){made, in->len - gone + len};
}

static void change(struct input *in, const struct inputs *all)
{
    static const uint8_t telling[] = "\0\n\r\t \"'\\<>[]{}():;,=/@%*?+-0123456789\x7f\x80\xc3\xff";
    const struct input *other = &all->list[below(all->len)];
    size_t at = below(in->len + 1), left = in->len - at, from = below(other->len);
    size_t gone = below(left < PATCH_MOST ? left + 1 : PATCH_MOST);
    size_t len = below(other->len - from < PATCH_MOST ? other->len - from + 1 : PATCH_MOST);
    uint8_t byte = telling[below(sizeof telling - 1)];

    switch (below(5)) {
    case 0:
        splice(in, at, left > 0, &byte, 1);
        break;
    case 1:
        splice(in, at, gone, NULL, 0);
        break;
    case 2:
        splice(in, at, gone, other->bytes + from, len);
        break;
    case 3:
        splice(in, at, 0, other->bytes + from, len);
        break;
    default:
        if (left)
            in->bytes[at] ^= (uint8_t)(1u << below(8));
    }
}

static void run_mutants(const struct inputs *all, size_t i, size_t mutants)
{
    chance = i + 1;
    for (size_t k = 0; k <= mutants; k++) {
        struct input in = {0};
        splice(&in, 0, 0, all->list[i].bytes, all->list[i].len);
        for (size_t n = k ? 1 + below(CHANGES_MOST) : 0; n; n--)
            change(&in, all);
        snprintf(running, sizeof running, "input %zu, mutant %zu\n", i, k);
        LLVMFuzzerTestOneInput(in.bytes, in.len);
        free(in.bytes);
    }
}

static void say_which(int number)
{
    ssize_t n = write(STDERR_FILENO, running, strlen(running));
    (void)n;
    signal(number, SIG_DFL);
    raise(number);
}

/* -- the program ----------------------------------------------------------------------------- */

static void write_all(const struct inputs *all, const char *folder)
{
    for (size_t i = 0; i < all->len; i++) {
        char *path = mem_fmt("%s/%zu", folder, i);
        fuzz_write(path, all->list[i].bytes, all->list[i].len);
        free(path);
    }
}

int main(int argc, char **argv)
{
    struct inputs all = {0};
    int writes = argc > 2 && strcmp(argv[1], "write") == 0;
    size_t mutants = argc > 1 ? (size_t)atol(argv[1]) : 0;

    signal(SIGABRT, say_which);
    if (fuzz_seeds)
        fuzz_seeds(&all, take_seed);
    for (int i = writes ? 3 : 2; i < argc; i++)
        read_path(&all, argv[i]);
    if (writes)
        write_all(&all, argv[2]);
    for (size_t i = 0; i < all.len && !writes; i++)
        run_mutants(&all, i, mutants);
    printf("%zu inputs, %zu runs\n", all.len, writes ? 0 : all.len * (mutants + 1));
    for (size_t i = 0; i < all.len; i++)
        free(all.list[i].bytes);
    free(all.list);
    return all.len == 0;
}
