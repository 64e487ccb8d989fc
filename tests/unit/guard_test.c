/* What the kernel refuses once the guard is in force.  Criterion itself needs sockets, so a child is
 * what enters it, and tells by its exit status the line of the first thing that was not as it should
 * be. */
#include "base/mem.h"
#include "guard/guard.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/smtplog-guard-XXXXXX";

static const char *in(const char *name)
{
    static char *path;
    free(path);
    return path = mem_fmt("%s/%s", folder, name);
}

static int can_open(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0 ? 1 : errno == EACCES ? 0 : -1;
}

static void make(const char *name, int is_folder)
{
    if (is_folder)
        cr_assert_eq(mkdir(in(name), 0700), 0);
    else
        cr_assert_eq(can_open(in(name), O_CREAT | O_WRONLY), 1);
}

/* logs/ and state/ are allowed, other/ is not; link.log leads from logs/ to other/more/.
 * `nowhere`: so is a log in a folder that is not there. */
static unsigned enter(int nowhere)
{
    struct guard g = {0};
    make("logs", 1);
    make("logs/mail.log", 0);
    make("other", 1);
    make("other/secret", 0);
    make("other/more", 1);
    make("other/more/mail.log", 0);
    make("state", 1);
    make("state/old", 0);
    char *far = mem_str(in("other/more/mail.log"));
    cr_assert_eq(symlink(far, in("logs/link.log")), 0);
    free(far);
    guard_allow_name(&g, in("logs/mail.log"), GUARD_READ);
    guard_allow_name(&g, in("logs/link.log"), GUARD_READ);
    guard_allow_name(&g, in("state/smtplog.db"), GUARD_CHANGE);
    if (nowhere)
        guard_allow_name(&g, in("nowhere/at/all.log"), GUARD_READ);
    return guard_enter(&g);
}

enum { NOT_HERE = 255 };

#define EXPECT(what) do { if (!(what)) return __LINE__; } while (0)

static void apart(int (*checks)(void))
{
    int how = 0;
    cr_assert(mkdtemp(folder));         /* here, so that it can be removed here */
    pid_t child = fork();
    if (child == 0)
        _exit(checks());
    cr_assert(child > 0 && waitpid(child, &how, 0) == child);
    char *away = mem_fmt("rm -rf %s", folder);
    cr_expect_eq(system(away), 0);
    free(away);
    cr_assert(WIFEXITED(how), "signal %d", WTERMSIG(how));
    if (WEXITSTATUS(how) == NOT_HERE) {
        puts("skipped: this kernel or this build has no Landlock or seccomp");
        fflush(stdout);
        cr_skip_test("");
    }
    cr_assert_eq(WEXITSTATUS(how), 0, "line %d", WEXITSTATUS(how));
}

static int files_are_shut(void)
{
    if (!(enter(0) & GUARD_FILES))
        return NOT_HERE;
    EXPECT(can_open(in("logs/mail.log"), O_RDONLY) == 1);
    EXPECT(can_open(in("logs/link.log"), O_RDONLY) == 1);
    EXPECT(can_open(in("state/new"), O_CREAT | O_RDWR) == 1);
    EXPECT(can_open(in("state/old"), O_RDWR | O_TRUNC) == 1);
    EXPECT(unlink(in("state/old")) == 0);
    EXPECT(can_open(in("logs/mail.log"), O_WRONLY) == 0);
    EXPECT(can_open(in("logs/new"), O_CREAT | O_WRONLY) == 0);
    EXPECT(unlink(in("logs/mail.log")) != 0);
    EXPECT(can_open(in("other/secret"), O_RDONLY) == 0);
    EXPECT(can_open("/etc/passwd", O_RDONLY) == 0);
    EXPECT(can_open("/tmp/smtplog-guard-made", O_CREAT | O_WRONLY) == 0);
    return 0;
}

static int what_is_missing(void)
{
    if (!(enter(1) & GUARD_FILES))
        return NOT_HERE;
    /* nowhere/ would lie in the folder itself, so all of that one is allowed */
    EXPECT(can_open(in("other/secret"), O_RDONLY) == 1);
    EXPECT(can_open("/etc/passwd", O_RDONLY) == 0);
    return 0;
}

static void *nothing(void *to)
{
    return to;
}

static int calls_are_refused(void)
{
    static char word[] = "true";
    char *const words[] = {word, NULL};
    pthread_t thread;
    if (!(enter(0) & GUARD_CALLS))
        return NOT_HERE;
    EXPECT(execv("/bin/true", words) == -1 && errno == EPERM);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    EXPECT(child == -1 && errno == EPERM);
    EXPECT(socket(AF_UNIX, SOCK_STREAM, 0) == -1 && errno == EPERM);
    EXPECT(socket(AF_INET, SOCK_STREAM, 0) == -1 && errno == EPERM);
    EXPECT(kill(getppid(), 0) == -1 && errno == EPERM);
    EXPECT(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1 && errno == EPERM);
    EXPECT(chmod(in("logs/mail.log"), 0777) == -1 && errno == EPERM);
    EXPECT(pthread_create(&thread, NULL, nothing, NULL) == 0);
    EXPECT(pthread_join(thread, NULL) == 0);
    return 0;
}

Test(guard, files_that_were_not_named_cannot_be_opened)
{
    apart(files_are_shut);
}

Test(guard, of_a_folder_that_is_missing_the_nearest_one_above_is_allowed)
{
    apart(what_is_missing);
}

Test(guard, no_program_process_or_socket_and_yet_threads)
{
    apart(calls_are_refused);
}
