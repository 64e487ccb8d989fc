/* Landlock: which files can be opened.  Spoken to by system calls, for the C library of Debian 12
 * has no functions for it; rights that its headers do not know are numbers of the kernel's
 * interface (Documentation/userspace-api/landlock.rst). */
#include "guard/inside.h"

#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>) && defined SYS_landlock_create_ruleset
#include <linux/landlock.h>

enum {
    READ_FILE = LANDLOCK_ACCESS_FS_READ_FILE,
    READ_PLACE = READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    TRUNCATE = 1 << 14,                 /* since the third interface, Linux 6.2 */
    CHANGE_FILE = READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE,
    CHANGE_PLACE = CHANGE_FILE | READ_PLACE | LANDLOCK_ACCESS_FS_MAKE_REG |
                   LANDLOCK_ACCESS_FS_REMOVE_FILE,
    FIRST = (1 << 13) - 1,              /* all that the first interface knows, Linux 5.13 */
    REFER = 1 << 13                     /* since the second: files moved between folders */
};

static __u64 rights_of(const struct guard_entry *place)
{
    if (place->what == GUARD_CHANGE)
        return place->is_folder ? CHANGE_PLACE : CHANGE_FILE;
    return place->is_folder ? READ_PLACE : READ_FILE;
}

int guard_files(const struct guard *g)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return 0;
    struct landlock_ruleset_attr all = {
        .handled_access_fs = FIRST | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0)};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return 0;
    int failed = 0;
    for (size_t i = 0; i < g->len && !failed; i++) {
        struct landlock_path_beneath_attr rule = {
            .allowed_access = rights_of(&g->places[i]) & all.handled_access_fs,
            .parent_fd = g->places[i].fd};
        /* without a rule the place would be shut: then rather no guard than a log not read */
        failed = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0;
    }
    failed = failed || syscall(SYS_landlock_restrict_self, rules, 0) != 0;
    close(rules);
    return !failed;
}
#else
int guard_files(const struct guard *g)
{
    (void)g;
    return 0;
}
#endif
