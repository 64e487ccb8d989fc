/* A report is written beside its place and renamed: who looks at it never sees half of one. */
#include "cli/replace.h"

#include "base/lang.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FRESH = 0666 };                  /* mode of a new file, less the umask */
enum { READER_WAIT = 50, READER_WAIT_MS = 100 };        /* for somebody to read a fifo: 5 s */

/* It can only be asked by setting it. */
static mode_t fresh_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return FRESH & ~mask;
}

/* A new file beside the one that it replaces. */
static int open_beside(struct replacing *r, mode_t mode)
{
    r->fresh = mem_fmt("%s.XXXXXX", r->path);
    int fd = mkstemp(r->fresh);
    if (fd >= 0 && fchmod(fd, mode) == 0)
        r->out = fdopen(fd, "w");
    if (r->out)
        return 0;
    int error = errno;
    if (fd >= 0) {
        close(fd);
        unlink(r->fresh);
    }
    free(r->fresh);
    r->fresh = NULL;
    errno = error;
    return -1;
}

/* A fifo opens when somebody reads it: a job at night must not wait for that for ever. */
static int open_waiting(const char *path)
{
    const struct timespec pause = {.tv_nsec = READER_WAIT_MS * 1000000L};
    int fd = -1;

    for (int i = 0; i < READER_WAIT; i++) {
        fd = open(path, O_WRONLY | O_CREAT | O_NONBLOCK | O_CLOEXEC, FRESH);
        if (fd >= 0 || errno != ENXIO)
            break;
        nanosleep(&pause, NULL);
    }
    if (fd >= 0)
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    return fd;
}

/* Where nothing can stand beside it (a single file given to a container, a folder of somebody
 * else's) what is written waits in a file without a name. */
static int open_nameless(struct replacing *r)
{
    const int error = errno;
    r->pours = (r->out = tmpfile()) != NULL;
    errno = error;
    return r->out ? 0 : -1;
}

/* What is in the file without a name, or could not take the other's place, goes into it. */
static int pour(FILE *from, const char *path)
{
    char bytes[8192];
    ssize_t n = -1;
    int in = fileno(from), to = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (to >= 0 && lseek(in, 0, SEEK_SET) == 0)
        while ((n = read(in, bytes, sizeof bytes)) > 0)
            if (write(to, bytes, (size_t)n) != n) {
                n = -1;
                break;
            }
    const int error = errno;
    if (to >= 0 && close(to) != 0)
        return -1;
    errno = error;
    return n == 0 ? 0 : -1;
}

/* The new file in the place of the old one, which is written to if it is a mount of its own. */
static int put_in_place(struct replacing *r)
{
    if (r->pours)
        return pour(r->out, r->path);
    if (!r->fresh || rename(r->fresh, r->path) == 0)
        return 0;
    if (errno != EBUSY || pour(r->out, r->path) != 0)
        return -1;
    return unlink(r->fresh);
}

/* A device or a fifo is written to: a file in its place would break it for everybody else.  A link
 * to what is not there yet makes it. */
static int open_itself(struct replacing *r, const char *path)
{
    int fd = open_waiting(path);
    r->out = fd < 0 ? NULL : fdopen(fd, "w");
    return r->out ? 0 : -1;
}

static int tell(const char *path, struct diag *diag)
{
    const char *why = errno == ENXIO ? tr(diag->lang, "nobody reads from it") : strerror(errno);
    diag_error(diag, "%s: cannot be written: %s", path, why);
    return -1;
}

int replace_begin(struct replacing *r, const char *path, struct diag *diag)
{
    struct stat old, link;
    char *real = realpath(path, NULL);          /* a link stays, what it names is replaced */
    int is_there = real && stat(real, &old) == 0, failed;
    int leads_nowhere = !real && lstat(path, &link) == 0 && S_ISLNK(link.st_mode);

    *r = (struct replacing){.path = mem_str(real ? real : path), .asked = path};
    if (leads_nowhere || (is_there && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode)))
        failed = open_itself(r, path);
    else
        failed = open_beside(r, is_there ? old.st_mode & 07777 : fresh_mode()) != 0 &&
                 (!is_there || access(r->path, W_OK) != 0 || S_ISDIR(old.st_mode) ||
                  open_nameless(r) != 0);
    free(real);
    if (!failed)
        return 0;
    tell(path, diag);
    free(r->path);
    *r = (struct replacing){0};
    return -1;
}

int replace_end(struct replacing *r, int keep, struct diag *diag)
{
    int failed = fflush(r->out) != 0 || ferror(r->out);
    if (r->fresh)
        failed = failed || fsync(fileno(r->out)) != 0;
    if (keep)
        failed = failed || put_in_place(r) != 0;
    if (failed && keep)
        tell(r->asked, diag);
    if (fclose(r->out) != 0 && !failed) {
        failed = 1;
        tell(r->asked, diag);
    }
    if (r->fresh && (failed || !keep))
        unlink(r->fresh);
    free(r->fresh);
    free(r->path);
    *r = (struct replacing){0};
    return failed || !keep ? -1 : 0;
}

int replace_file(const char *path, struct smtplog_slice bytes, struct diag *diag)
{
    struct replacing r;
    if (replace_begin(&r, path, diag) != 0)
        return -1;
    fwrite(bytes.ptr ? bytes.ptr : "", 1, bytes.len, r.out);
    return replace_end(&r, 1, diag);
}
