/* A report is written beside its place and renamed: who looks at it never sees half of one. */
#include "cli/replace.h"

#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_all(int fd, struct smtplog_slice bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        bytes = slice_from(bytes, (size_t)n);
    }
    return fsync(fd);
}

int replace_file(const char *path, struct smtplog_slice bytes, struct diag *diag)
{
    struct stat old;
    mode_t mode = stat(path, &old) == 0 ? old.st_mode & 07777 : 0640;
    char *fresh = mem_fmt("%s.XXXXXX", path);
    int fd = mkstemp(fresh), failed = fd < 0;
    if (!failed) {
        failed = fchmod(fd, mode) != 0 || write_all(fd, bytes) != 0;
        failed |= close(fd) != 0;
        failed = failed || rename(fresh, path) != 0;
        if (failed) {
            int error = errno;
            unlink(fresh);
            errno = error;
        }
    }
    if (failed)
        diag_error(diag, "%s: cannot write the report: %s", path, strerror(errno));
    free(fresh);
    return failed ? -1 : 0;
}
