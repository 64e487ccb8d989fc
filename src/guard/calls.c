/* seccomp: a short program of the kernel's packet filter that compares the number of each system
 * call with a table.  Written by hand, for it is one load and one comparison a row. */
#include "guard/inside.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined __x86_64__ && defined __LP64__
#define GUARD_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define GUARD_ARCH AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define GUARD_ARCH AUDIT_ARCH_RISCV64
#elif defined __powerpc64__ && defined __LITTLE_ENDIAN__
#define GUARD_ARCH AUDIT_ARCH_PPC64LE
#endif

#ifdef GUARD_ARCH
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

static const struct refused { uint32_t call; int error; } refused[] = {
    /* programs; a new process by clone() is told from a thread below */
    {SYS_execve, EPERM}, {SYS_execveat, EPERM},
#ifdef SYS_fork
    {SYS_fork, EPERM}, {SYS_vfork, EPERM},
#endif
#ifdef SYS_clone3
    /* its flags lie in memory, where no filter looks: the C library then takes clone() */
    {SYS_clone3, ENOSYS},
#endif
    /* other processes */
    {SYS_ptrace, EPERM}, {SYS_process_vm_readv, EPERM}, {SYS_process_vm_writev, EPERM},
    {SYS_kcmp, EPERM}, {SYS_kill, EPERM}, {SYS_tkill, EPERM}, {SYS_rt_sigqueueinfo, EPERM},
#ifdef SYS_pidfd_open
    {SYS_pidfd_open, EPERM}, {SYS_pidfd_send_signal, EPERM},
#endif
#ifdef SYS_pidfd_getfd
    {SYS_pidfd_getfd, EPERM},
#endif
#ifdef SYS_process_madvise
    {SYS_process_madvise, EPERM},
#endif
    /* the net, and sockets of this machine */
    {SYS_socket, EPERM}, {SYS_socketpair, EPERM}, {SYS_connect, EPERM}, {SYS_bind, EPERM},
    {SYS_listen, EPERM}, {SYS_accept, EPERM}, {SYS_accept4, EPERM},
    /* ways around what Landlock and this table look at */
    {SYS_open_by_handle_at, EPERM}, {SYS_memfd_create, EPERM}, {SYS_userfaultfd, EPERM},
#ifdef SYS_io_uring_setup
    {SYS_io_uring_setup, ENOSYS},
#endif
    {SYS_personality, EPERM}, {SYS_unshare, EPERM}, {SYS_setns, EPERM}, {SYS_chroot, EPERM},
    {SYS_pivot_root, EPERM}, {SYS_mount, EPERM}, {SYS_umount2, EPERM},
#ifdef SYS_move_mount
    {SYS_open_tree, EPERM}, {SYS_move_mount, EPERM}, {SYS_fsopen, EPERM}, {SYS_fsmount, EPERM},
    {SYS_fspick, EPERM},
#endif
#ifdef SYS_mount_setattr
    {SYS_mount_setattr, EPERM},
#endif
    /* who and what the process is */
    {SYS_setuid, EPERM}, {SYS_setgid, EPERM}, {SYS_setreuid, EPERM}, {SYS_setregid, EPERM},
    {SYS_setresuid, EPERM}, {SYS_setresgid, EPERM}, {SYS_setfsuid, EPERM}, {SYS_setfsgid, EPERM},
    {SYS_setgroups, EPERM}, {SYS_capset, EPERM}, {SYS_keyctl, EPERM}, {SYS_add_key, EPERM},
    {SYS_request_key, EPERM},
    /* the mode, owner and attributes of files, which Landlock does not look at */
    {SYS_fchmodat, EPERM}, {SYS_fchownat, EPERM}, {SYS_setxattr, EPERM}, {SYS_lsetxattr, EPERM},
    {SYS_removexattr, EPERM}, {SYS_lremovexattr, EPERM}, {SYS_mknodat, EPERM},
#ifdef SYS_chmod
    {SYS_chmod, EPERM}, {SYS_chown, EPERM}, {SYS_lchown, EPERM}, {SYS_mknod, EPERM},
#endif
    /* the machine */
    {SYS_reboot, EPERM}, {SYS_kexec_load, EPERM}, {SYS_init_module, EPERM},
    {SYS_finit_module, EPERM}, {SYS_delete_module, EPERM}, {SYS_bpf, EPERM},
    {SYS_perf_event_open, EPERM}, {SYS_swapon, EPERM}, {SYS_swapoff, EPERM}, {SYS_acct, EPERM},
    {SYS_quotactl, EPERM}, {SYS_syslog, EPERM}, {SYS_settimeofday, EPERM},
    {SYS_clock_settime, EPERM}, {SYS_adjtimex, EPERM}, {SYS_sethostname, EPERM},
    {SYS_setdomainname, EPERM},
#ifdef SYS_iopl
    {SYS_iopl, EPERM}, {SYS_ioperm, EPERM},
#endif
};
enum { REFUSED = sizeof refused / sizeof *refused, FRAME = 10 };

#define ANSWER(error) (SECCOMP_RET_ERRNO | ((uint32_t)(error) & SECCOMP_RET_DATA))
#define LOAD_AT(at) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(at))
#define LOAD(what) LOAD_AT(offsetof(struct seccomp_data, what))

int guard_calls(void)
{
    /* the low half of the first argument, where clone() has its flags */
    enum { HALF = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0 };
    struct sock_filter program[FRAME + 2 * REFUSED + 1] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, GUARD_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, ANSWER(EPERM)),       /* calls of another architecture */
        LOAD(nr),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 4, 0),     /* x32 on x86: the same */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4),
        LOAD_AT(offsetof(struct seccomp_data, args) + HALF),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, ANSWER(EPERM)),
    };
    unsigned short n = FRAME;
    for (size_t i = 0; i < REFUSED; i++) {
        program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i].call,
                                                    0, 1);
        program[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, ANSWER(refused[i].error));
    }
    program[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_fprog all = {.len = n, .filter = program};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &all, 0, 0) == 0;
}
#else
int guard_calls(void)
{
    return 0;
}
#endif
