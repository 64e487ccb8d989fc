/* lint-rules: proves rules and forms of one's own sound before they are used. */
#include "classify/classify.h"
#include "cli/command.h"
#include "cli/parsers.h"
#include "plugin/dispatch.h"
#include "site/site.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* 1 if the folder can be looked into, or is a configured one that is not there. */
static int is_readable(struct app *app, const char *folder, int given)
{
    if (access(folder, R_OK | X_OK) == 0 || (!given && errno == ENOENT))
        return 1;
    diag_error(&app->diag, "%s: %s", folder, strerror(errno));
    return 0;
}

static unsigned lint_rules(struct app *app, const char *folder)
{
    struct classifier *c = classifier_new(folder, &app->diag);
    struct knowledge *k = knowledge_new(&app->diag);
    unsigned faults = classifier_lint(c, k, &app->diag);
    knowledge_free(k);
    classifier_free(c);
    return faults;
}

/* *forms: how many there are. */
static unsigned lint_forms(struct app *app, const char *folder, size_t *forms)
{
    struct registry *registry;
    unsigned faults = parsers_load(&registry, app, NULL) != STATUS_DONE;
    registry_load_forms(registry, folder);
    faults += dispatch_prove_site(registry, &app->diag);
    *forms = site_count(registry_site(registry));
    registry_free(registry);
    return faults;
}

/* A path that was given must be there; the usual places may be empty. */
static int run(struct app *app, const struct args *args)
{
    const char *given = args->len ? args->operands[0] : NULL;
    const char *rules = given ? given : config_rules(&app->config);
    const char *forms = given ? given : config_forms(&app->config);
    size_t count;
    if (!is_readable(app, rules, given != NULL) || !is_readable(app, forms, given != NULL))
        return STATUS_FAILED;
    unsigned faults = lint_rules(app, rules);
    faults += lint_forms(app, forms, &count);
    faults += app->diag.errors + app->diag.warnings;
    if (faults)
        return STATUS_FAILED;
    fprintf(app->out, tr(app->lang, "%s: the rules are sound\n"), rules);
    if (count)
        fprintf(app->out, tr_n(app->lang, "%s: %zu form is sound\n",
                               "%s: %zu forms are sound\n", count), forms, count);
    return STATUS_DONE;
}

const struct command command_lint_rules = {
    .name = "lint-rules", .purpose = N_("check your own rules and forms for faults"),
    .usage = "[FOLDER]",
    .details = N_("Reads the rules and forms of FOLDER, else of the configured ones, with the "
                  "built-in ones and tells each fault with file and line: a pattern that is none, "
                  "an unknown cause or provider, a sample that another rule or form takes, or "
                  "that does not say what it is expected to. Files of forms end in .forms."),
    .max_operands = 1, .needs = NEEDS_NOTHING, .run = run,
};
