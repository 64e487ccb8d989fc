/* config: what is in force, and from where: the answer to "why does it not read my file?". */
#include "base/mem.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/config_check.h"
#include "cli/reading.h"
#include "mail/mail.h"
#include "render/json.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, VALUE_COLUMN_MOST = 44 };

struct in_force {
    const char *field;
    struct strbuf value, from;          /* value empty: nothing is in force */
    int is_default;
};

/* The options of every command that lie over a setting. */
static const struct { enum config_setting setting; const char *option; } options_over[] = {
    {CONFIG_database, "db"}, {CONFIG_language, "lang"}, {CONFIG_color, "color"},
};

static const char *option_over(enum config_setting setting, const struct args *args)
{
    for (size_t i = 0; i < sizeof options_over / sizeof *options_over; i++)
        if (options_over[i].setting == setting && args_given(args, options_over[i].option))
            return options_over[i].option;
    return NULL;
}

/* What is in force where nothing is set. */
static void default_of(struct strbuf *out, const struct app *app, enum config_setting setting)
{
    switch (setting) {
    case CONFIG_database:
        strbuf_str(out, app->db_path ? app->db_path : "");
        break;
    case CONFIG_paths:
        for (const char *const *p = reading_usual_places; *p; p++)
            strbuf_fmt(out, "%s%s", out->len ? " " : "", *p);
        break;
    case CONFIG_language: strbuf_str(out, app->lang->name); break;
    case CONFIG_sendmail: strbuf_str(out, MAIL_SENDMAIL); break;
    case CONFIG_time_zone:
        strbuf_str(out, getenv("TZ") ? getenv("TZ") : "");
        break;
    case CONFIG_mail_from: mail_own_address(out); break;
    default:                            /* else not set is nothing: no plug-ins, nothing pruned */
        strbuf_str(out, config_fallback(setting) ? config_fallback(setting) : "");
    }
}

/* An option of the command line wins over the file, as it does where the setting is used. */
static void look_up(struct in_force *f, const struct app *app, const struct args *args,
                    enum config_setting setting)
{
    const char *option = option_over(setting, args);
    const char *value = option ? args_string(args, option)
                               : config_value(&app->config, setting);
    strbuf_clear(&f->value);
    strbuf_clear(&f->from);
    f->field = config_field(setting);
    f->is_default = !value;
    if (value)
        strbuf_str(&f->value, value);
    else
        default_of(&f->value, app, setting);
    if (option)
        strbuf_fmt(&f->from, "--%s", option);
    else if (value)
        config_where(&f->from, &app->config, setting);
}

/* Three columns: name, value, where it comes from.  Values are people's own words, so they are
 * made safe to show. */
static void print_line(const struct app *app, const struct in_force *f, int names, int values)
{
    struct strbuf value = {0}, from = {0};
    if (f->value.len)
        text_for_terminal(&value, strbuf_view(&f->value));
    else
        strbuf_str(&value, "-");
    text_for_terminal(&from, f->from.len ? strbuf_view(&f->from)
                                         : slice_str(tr(app->lang, "default")));
    strbuf_blanks(&value, values - text_width(strbuf_view(&value)));
    fprintf(app->out, "%s%*s%s%*s%s%s%s\n", f->field, names - (int)strlen(f->field) + GAP, "",
            value.ptr, GAP, "", style_begin(app->style, STYLE_FAINT), from.ptr,
            style_end(app->style, STYLE_FAINT));
    strbuf_release(&value);
    strbuf_release(&from);
}

/* One setting a line, never cut: it is read by scripts too. */
static void print_text(const struct app *app, const struct args *args)
{
    struct in_force f = {0};
    int names = 0, values = 0;
    for (enum config_setting i = 0; i < CONFIG_SETTINGS; i++) {
        look_up(&f, app, args, i);
        int name = (int)strlen(f.field), value = text_width(strbuf_view(&f.value));
        names = name > names ? name : names;
        values = value > values && value <= VALUE_COLUMN_MOST ? value : values;
    }
    for (enum config_setting i = 0; i < CONFIG_SETTINGS; i++) {
        look_up(&f, app, args, i);
        print_line(app, &f, names, values);
    }
    for (size_t i = 0; i < app->config.file_count; i++)
        fprintf(app->out, tr(app->lang, "%sread: %s\n"), i ? "" : "\n", app->config.files[i]);
    if (!app->config.file_count)
        fprintf(app->out, "\n%s\n", tr(app->lang, "no configuration file was read"));
    strbuf_release(&f.value);
    strbuf_release(&f.from);
}

/* All settings, those with a default too. */
static void print_json(const struct app *app, const struct args *args)
{
    struct in_force f = {0};
    struct json j = {0};
    json_open(&j, NULL, '{');
    json_open(&j, "settings", '[');
    for (enum config_setting i = 0; i < CONFIG_SETTINGS; i++) {
        look_up(&f, app, args, i);
        json_open(&j, NULL, '{');
        json_str(&j, "field", f.field);
        json_str(&j, "value", f.value.len ? f.value.ptr : NULL);
        json_str(&j, "from", f.is_default ? "default" : f.from.ptr);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "files", '[');
    for (size_t i = 0; i < app->config.file_count; i++)
        json_str(&j, NULL, app->config.files[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j, app->out);
    strbuf_release(&f.value);
    strbuf_release(&f.from);
}

static int check(struct app *app)
{
    config_check(app);
    if (app->diag.errors + app->diag.warnings)
        return STATUS_FAILED;
    fputs(tr(app->lang, "the configuration is sound\n"), app->out);
    return STATUS_DONE;
}

/* --check says what is wrong, the rest what is in force. */
static int run(struct app *app, const struct args *args)
{
    if (args_flag(args, "check"))
        return check(app);
    if (strcmp(args_string(args, "format"), "json") == 0)
        print_json(app, args);
    else
        print_text(app, args);
    return STATUS_DONE;
}

static const struct option options[] = {
    {.name = "check", .type = OPTION_FLAG,
     .help = N_("print nothing but the faults, each with its file and line")},
    {.name = "format", .type = OPTION_CHOICE, .arg = "FORMAT", .choices = "text|json",
     .def = "text", .help = N_("how to print it")},
    OPTION_JSON,
    OPTION_END,
};

const struct command command_config = {
    .name = "config", .purpose = N_("print what is configured, and from where"),
    .details = N_("Each setting with its value, and the file and line, the variable or the option "
                  "that it is from. With --check the status is 1 if there is a fault: a line that "
                  "is no setting, a value that cannot be used, a file that is not there.\n"),
    .options = options, .needs = NEEDS_NOTHING, .run = run,
};
