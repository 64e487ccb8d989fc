/* lint-rules: proves rules of one's own sound before they are used. */
#include "classify/classify.h"
#include "cli/command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int run(struct app *app, const struct args *args)
{
    const char *folder = args->len ? args->operands[0] : config_rules(&app->config);
    if (access(folder, R_OK | X_OK) != 0 && (args->len || errno != ENOENT)) {
        diag_error(&app->diag, "%s: %s", folder, strerror(errno));
        return STATUS_FAILED;
    }
    struct classifier *c = classifier_new(folder, &app->diag);
    struct knowledge *k = knowledge_new(&app->diag);
    unsigned faults = classifier_lint(c, k, &app->diag);
    knowledge_free(k);
    classifier_free(c);
    faults += app->diag.errors + app->diag.warnings;
    if (faults)
        return STATUS_FAILED;
    fprintf(app->out, tr(app->lang, "%s: the rules are sound\n"), folder);
    return STATUS_DONE;
}

const struct command command_lint_rules = {
    .name = "lint-rules", .purpose = N_("check your own rules for faults"),
    .usage = "[FOLDER]",
    .details = N_("Reads the rules of FOLDER, else of the configured one, with the built-in ones "
                  "and tells each fault with file and line: a pattern that is none, an unknown "
                  "cause or provider, a sample that another rule takes."),
    .max_operands = 1, .needs = NEEDS_NOTHING, .run = run,
};
