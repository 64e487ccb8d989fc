/* What the targets have in common (fuzz.h). */
#include "fuzz.h"

#include "base/mem.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *fuzz_copy(const uint8_t *bytes, size_t len)
{
    char *copy = mem_alloc(len + !len);
    if (len)
        memcpy(copy, bytes, len);
    return copy;
}

void fuzz_touch(struct smtplog_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        (void)*(const volatile char *)(s.ptr + i);
}

uint8_t fuzz_byte(const uint8_t **bytes, size_t *len)
{
    if (!*len)
        return 0;
    (*len)--;
    return *(*bytes)++;
}

static char folder[] = "/dev/shm/smtplog-fuzz-XXXXXX";      /* in memory, where there is such */

static void sweep(void)
{
    char *command = mem_fmt("rm -rf '%s'", folder);
    if (system(command))
        fprintf(stderr, "%s stays behind\n", folder);
    free(command);
}

const char *fuzz_folder(void)
{
    static int is_made;
    if (!is_made) {
        if (!mkdtemp(folder)) {
            strcpy(folder, "/tmp/smtplog-fuzz-XXXXXX");
            FUZZ_MUST(mkdtemp(folder) != NULL);
        }
        atexit(sweep);
        is_made = 1;
    }
    return folder;
}

void fuzz_write(const char *path, const uint8_t *bytes, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FUZZ_MUST(fd >= 0);
    for (size_t at = 0; at < len;) {
        ssize_t n = write(fd, bytes + at, len - at);
        FUZZ_MUST(n > 0);
        at += (size_t)n;
    }
    close(fd);
}
