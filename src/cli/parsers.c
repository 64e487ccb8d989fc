/* Parsers beyond the built-in ones: what Plugins: and --plugin name is loaded, what
 * Parser-Options: says is set, in one place for every command, so that none of them
 * knows fewer than another. */
#include "cli/parsers.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct parsers {
    struct registry *registry;
    struct app *app;
};

/* Calls take() for each word of a setting; the first status that is not DONE, else DONE. */
static int each_word(struct parsers *p, const char *setting,
                     int (*take)(struct parsers *p, const char *word))
{
    int status = STATUS_DONE;
    char *words = mem_str(setting ? setting : ""), *rest = words, *word;

    while (status == STATUS_DONE && (word = strsep(&rest, " \t\n")))
        if (*word)
            status = take(p, word);
    free(words);
    return status;
}

static int load_plugin(struct parsers *p, const char *file)
{
    return registry_load(p->registry, file) == 0 ? STATUS_DONE : STATUS_FAILED;
}

int parsers_set(struct registry *registry, const char *word)
{
    struct smtplog_slice value = slice_str(word), parser, option;

    return scan_until(&value, '.', &parser) && scan_until(&value, '=', &option) &&
           registry_set(registry, parser, option, value) == 0;
}

/* One that no parser knows is told, and the rest is used. */
static int set_parser_option(struct parsers *p, const char *word)
{
    if (parsers_set(p->registry, word))
        return STATUS_DONE;
    char *known = registry_options(p->registry);
    diag_warning(&p->app->diag,
                 tr(p->app->lang, "Parser-Options: no parser has an option %s; there are: %s"),
                 word, known);
    free(known);
    return STATUS_DONE;
}

int parsers_load(struct registry **out, struct app *app, const struct args *args)
{
    struct parsers p = {registry_new(&app->diag), app};
    const char *file;
    int status = each_word(&p, app->config.plugins, load_plugin);
    for (size_t at = 0;
         args && status == STATUS_DONE && (file = args_list(args, "plugin", &at));)
        status = load_plugin(&p, file);
    registry_load_forms(p.registry, config_forms(&app->config));
    *out = p.registry;
    return status == STATUS_DONE ? each_word(&p, app->config.parser_options, set_parser_option)
                                 : status;
}

struct classifier *parsers_classifier(struct app *app, const struct registry *registry)
{
    struct classifier *c = classifier_new(config_rules(&app->config), &app->diag);
    for (size_t i = registry_builtin(registry); i < registry_count(registry); i++)
        classifier_know(c, registry_at(registry, i)->wordings);
    return c;
}
