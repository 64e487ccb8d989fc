/* A report is written beside its place and renamed: who looks at it never sees half of one. */
#include "cli/replace.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FRESH = 0640 };                  /* mode of a new file, as the database's */

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
    return 0;
}

/* Beside the file, then in its place. */
static int replace_regular(const char *path, mode_t mode, struct smtplog_slice bytes)
{
    char *fresh = mem_fmt("%s.XXXXXX", path);
    int fd = mkstemp(fresh), failed = fd < 0;
    if (!failed) {
        failed = fchmod(fd, mode) != 0 || write_all(fd, bytes) != 0 || fsync(fd) != 0;
        failed |= close(fd) != 0;
        failed = failed || rename(fresh, path) != 0;
        if (failed) {
            int error = errno;
            unlink(fresh);
            errno = error;
        }
    }
    free(fresh);
    return failed ? -1 : 0;
}

/* A device or a fifo is written to: a file in its place would break it for everybody else.  A link
 * to what is not there yet makes it. */
static int write_into(const char *path, struct smtplog_slice bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, FRESH), failed = fd < 0;
    if (!failed) {
        failed = write_all(fd, bytes) != 0;
        failed |= close(fd) != 0;
    }
    return failed ? -1 : 0;
}

int replace_file(const char *path, struct smtplog_slice bytes, struct diag *diag)
{
    struct stat old, link;
    char *real = realpath(path, NULL);          /* a link stays, what it names is replaced */
    int is_there = real && stat(real, &old) == 0, failed;
    int leads_nowhere = !real && lstat(path, &link) == 0 && S_ISLNK(link.st_mode);
    if (leads_nowhere || (is_there && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode)))
        failed = write_into(path, bytes);
    else
        failed = replace_regular(real ? real : path, is_there ? old.st_mode & 07777 : FRESH,
                                 bytes);
    if (failed)
        diag_error(diag, "%s: cannot write the report: %s", path, strerror(errno));
    free(real);
    return failed;
}
