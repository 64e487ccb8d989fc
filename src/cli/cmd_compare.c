/* compare A B: two codes side by side.  Needs no database. */
#include "cli/command.h"
#include "explain/answer.h"
#include "explain/codes.h"
#include "explain/compare.h"

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = SHEET_CHOICES,
     .def = "text", .help = N_("how to print it")},
    OPTION_JSON,
    OPTION_END,
};

/* A code, a class, a cause, a mechanism or a tag; 0 if it is none of them. */
static int find_side(struct app *app, const struct knowledge *k, struct answer *a,
                     const char *word, struct compared *out)
{
    struct knowledge_code code;
    struct knowledge_cause cause;
    if (codes_find(k, slice_str(word), app->lang, &code)) {
        compare_of_code(out, &code);
        return 1;
    }
    if (knowledge_cause(k, slice_str(word), knowledge_lang_of(app->lang->name), &cause)) {
        compare_of_cause(out, &cause);
        return 1;
    }
    struct knowledge_mechanism mechanism;
    if (knowledge_mechanism(k, slice_str(word), knowledge_lang_of(app->lang->name), &mechanism)) {
        compare_of_mechanism(out, &mechanism);
        return 1;
    }
    return answer_tag_side(a, slice_str(word), out);
}

/* Both sides must be known, and different, before anything is printed. */
static int compare(struct app *app, const struct args *args, const struct knowledge *k,
                   struct answer *a)
{
    struct sheet_look look = {.width = app->width, .style = app->style};
    struct compared sides[2];
    for (size_t i = 0; i < 2; i++)
        if (!find_side(app, k, a, args->operands[i], &sides[i]))
            return command_misused(app, N_("%s is neither a reply code (550), a class (5xx), an "
                                           "enhanced status code (5.7.26), a cause "
                                           "(user-unknown), a mechanism of AUTH (PLAIN) nor a "
                                           "tag that a rule knows (TSS04)"), args->operands[i]);
    if (strcmp(sides[0].name, sides[1].name) == 0)
        return command_misused(app, N_("both are %s: there is nothing to compare"), sides[0].name);
    struct comparison c;
    sheet_format_by_name(args_string(args, "format"), &look.format);
    compare_make(&c, app->lang, k, &sides[0], &sides[1]);
    compare_print(app->out, &c, app->lang, &look);
    compare_release(&c);
    return STATUS_DONE;
}

/* Needs no database: what is compared is knowledge. */
static int run(struct app *app, const struct args *args)
{
    struct knowledge *k = knowledge_new(&app->diag);
    struct answer a = {
        .here = {.lang = app->lang}, .knowledge = k, .rules_folder = config_rules(&app->config),
        .diag = &app->diag,
    };
    int status = compare(app, args, k, &a);
    answer_release(&a);
    knowledge_free(k);
    return status;
}

const struct command command_compare = {
    .name = "compare", .purpose = N_("compare two codes, causes, mechanisms or tags"),
    .usage = "A B", .min_operands = 2, .max_operands = 2,
    .details = N_("Prints the meaning of both, when each is seen and how to fix it, the key "
                  "differences, and which applies when."),
    .options = options, .pages = 1, .run = run,
};
