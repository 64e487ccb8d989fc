/* compare A B: two codes side by side.  Needs no database. */
#include "explain/codes.h"
#include "cli/command.h"
#include "explain/compare.h"

static const struct option options[] = {
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = SHEET_CHOICES,
     .def = "text", .help = N_("how to print it")},
    OPTION_END,
};

static int compare(struct app *app, const struct args *args, const struct knowledge *k)
{
    struct sheet_look look = {.width = app->width, .style = app->style};
    struct knowledge_code codes[2];
    for (size_t i = 0; i < 2; i++)
        if (!codes_find(k, slice_str(args->operands[i]), app->lang, &codes[i]))
            return command_misused(app, N_("%s is neither a reply code (550), a class (5xx) nor an "
                                           "enhanced status code (5.7.26)"), args->operands[i]);
    if (strcmp(codes[0].code, codes[1].code) == 0)
        return command_misused(app, N_("both are %s: there is nothing to compare"), codes[0].code);
    struct comparison c;
    sheet_format_by_name(args_string(args, "format"), &look.format);
    compare_make(&c, app->lang, &codes[0], &codes[1]);
    compare_print(app->out, &c, app->lang, &look);
    compare_release(&c);
    return STATUS_DONE;
}

static int run(struct app *app, const struct args *args)
{
    struct knowledge *k = knowledge_new(&app->diag);
    int status = compare(app, args, k);
    knowledge_free(k);
    return status;
}

const struct command command_compare = {
    .name = "compare", .purpose = N_("compare two reply codes or enhanced status codes"),
    .usage = "A B", .min_operands = 2, .max_operands = 2,
    .details = N_("Prints the meaning of both, when each is seen and how to fix it, the key "
                  "differences, and which applies when."),
    .options = options, .run = run,
};
