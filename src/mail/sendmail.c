/* The hand-over to the mail server's own program; see mail_send(). */
#include "mail/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* 0 and *pid, *to (a pipe to its standard input); or an error number. */
static int start(const char *program, pid_t *pid, int *to, const sigset_t *signals)
{
    static const char *const words[] = {"sendmail", "-t", "-oi", NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&how, signals);
    int fault = posix_spawnp(pid, program, &files, &how, (char *const *)(uintptr_t)words, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    close(ends[0]);
    *to = ends[1];
    if (fault)
        close(ends[1]);
    return fault;
}

/* 0, or an error number. */
static int write_all(int to, struct smtplog_slice bytes)
{
    while (bytes.len) {
        ssize_t n = write(to, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes = slice_of(bytes.ptr + n, bytes.len - (size_t)n);
    }
    return 0;
}

/* How it ended, and whether it took everything. */
static int judge(const struct mail *mail, const char *program, int status, int fault,
                 struct diag *diag)
{
    if (WIFSIGNALED(status))
        diag_error(diag, tr(mail->lang, "%s was ended by signal %d; the mail is not sent"),
                   program, WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        diag_error(diag, tr(mail->lang, "%s ended with status %d; the mail is not sent"), program,
                   WEXITSTATUS(status));
    else if (fault)
        diag_error(diag, tr(mail->lang, "%s did not take the whole mail: %s"), program,
                   strerror(fault));
    else
        return 0;
    return -1;
}

/* A program that hangs up must not end us: SIGPIPE waits, is taken away, and was never here. */
static int hand_over(const struct mail *mail, const char *program, struct smtplog_slice bytes,
                     struct diag *diag)
{
    const struct timespec now = {0};
    sigset_t pipe_signal, before;
    pid_t pid;
    int to = -1, status = 0;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    int fault = start(program, &pid, &to, &before);
    if (fault) {
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        diag_error(diag, tr(mail->lang, "cannot run %s: %s; the mail is not sent"), program,
                   strerror(fault));
        return -1;
    }
    fault = write_all(to, bytes);
    close(to);
    if (fault == EPIPE)
        sigtimedwait(&pipe_signal, NULL, &now);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return judge(mail, program, status, fault, diag);
}

int mail_send(const struct mail *mail, const char *sendmail, struct diag *diag)
{
    struct strbuf message = {0};
    int failed = mail_write(&message, mail, diag);
    if (!failed)
        failed = hand_over(mail, sendmail && *sendmail ? sendmail : MAIL_SENDMAIL,
                           strbuf_view(&message), diag);
    strbuf_release(&message);
    return failed;
}
