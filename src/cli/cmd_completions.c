/* completions SHELL: completion scripts made from the rows of commands and options; and, for these
 * scripts, completions values KIND WORD.  Hidden: the shells' files call it. */
#include "cli/command.h"
#include "cli/values.h"

#include <string.h>

/* Values that are file names: options named so in the help complete with files. */
static int takes_file(const struct option *o)
{
    return o->arg && (strcmp(o->arg, "FILE") == 0 || strcmp(o->arg, "PATH") == 0);
}

/* "table|csv" as "table csv". */
static void put_choices(FILE *out, const char *choices)
{
    for (; choices && *choices; choices++)
        fputc(*choices == '|' ? ' ' : *choices, out);
}

static void put_names(FILE *out, const struct option *rows)
{
    for (const struct option *o = rows; o && o->name; o++)
        if (o->help)
            fprintf(out, " --%s", o->name);
}

static void put_commands(FILE *out)
{
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            fprintf(out, "%s%s", i ? " " : "", commands[i]->name);
}

/* ---- bash -------------------------------------------------------------------------- */

/* One line of `case "$command:$previous"` for each option that takes a value. */
static void bash_values(FILE *out, const char *command, const struct option *rows)
{
    for (const struct option *o = rows; o && o->name; o++) {
        if (o->type == OPTION_FLAG || !o->help)
            continue;
        fprintf(out, "    %s:--%s", command, o->name);
        if (o->letter)
            fprintf(out, " | %s:-%c", command, o->letter);
        fputs(") COMPREPLY=(", out);
        if (o->choices) {
            fputs("$(compgen -W '", out);
            put_choices(out, o->choices);
            fputs("' -- \"$word\")", out);
        } else if (takes_file(o)) {
            fputs("$(compgen -f -- \"$word\")", out);
        }
        fputc(')', out);
        if (values_of_option(o))
            fprintf(out, "; _smtplog_values %s", values_of_option(o));
        fputs("; return ;;\n", out);
    }
}

/* Of a command's operands; files for the others. */
static void bash_operands(FILE *out)
{
    fputs("       else\n           case $command in\n", out);
    for (size_t i = 0; commands[i]; i++)
        if (values_of_operands(commands[i]))
            fprintf(out, "           %s) _smtplog_values %s ;;\n", commands[i]->name,
                    values_of_operands(commands[i]));
    fputs("           *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n           esac\n", out);
}

/* One function: finds the command in the words so far, then offers values of the option before
 * the cursor, options, or commands. */
static void print_bash(FILE *out)
{
    fputs("# bash completion for smtplog, made by: smtplog completions bash\n"
          "_smtplog_values() {        # KIND: what the program and its database know\n"
          "    local from=() at\n"
          "    for ((at = 1; at < COMP_CWORD - 1; at++)); do\n"
          "        case ${COMP_WORDS[at]} in\n"
          "        --db | --config) from+=(\"${COMP_WORDS[at]}\" \"${COMP_WORDS[at+1]}\") ;;\n"
          "        esac\n    done\n"
          "    mapfile -t COMPREPLY < <(smtplog \"${from[@]}\" completions values \"$1\" "
          "\"${word#[\\\"\\']}\" 2>/dev/null)\n"
          "}\n"
          "_smtplog() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
          "    local command='' options='' i\n"
          "    [[ $word != = ]] || word=''\n"
          "    [[ $previous != = ]] || previous=${COMP_WORDS[COMP_CWORD-2]}\n"
          "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
          "        case ${COMP_WORDS[i]} in\n"
          "        ", out);
    for (size_t i = 0, any = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            fprintf(out, "%s%s", any++ ? " | " : "", commands[i]->name);
    fputs(") command=${COMP_WORDS[i]}; break ;;\n        esac\n    done\n"
          "    case $command:$previous in\n", out);
    bash_values(out, "*", global_options);
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden)
            bash_values(out, commands[i]->name, commands[i]->options);
    fputs("    esac\n    case $command in\n", out);
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "    %s) options='", commands[i]->name);
        put_names(out, commands[i]->options);
        fputs("' ;;\n", out);
    }
    fputs("    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W \"$options", out);
    put_names(out, global_options);
    fputs("\" -- \"$word\")) ;;\n    *) if [[ -z $command || $command == help ]]; then\n"
          "           COMPREPLY=($(compgen -W '", out);
    put_commands(out);
    fputs("' -- \"$word\"))\n", out);
    bash_operands(out);
    fputs("       fi ;;\n    esac\n}\ncomplete -o filenames -F _smtplog smtplog\n", out);
}

/* ---- zsh --------------------------------------------------------------------------- */

/* Text within '[...]' of an _arguments specification, itself in single quotes. */
static void zsh_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else if (strchr("[]:\\", *text))
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
}

/* Each specification on a line of its own that ends with `end`. */
static void zsh_options(FILE *out, const struct option *rows, const char *end)
{
    for (const struct option *o = rows; o && o->name; o++) {
        if (!o->help)
            continue;
        if (o->letter)
            fprintf(out, "      '(-%c --%s)'{-%c,--%s}'[", o->letter, o->name, o->letter, o->name);
        else
            fprintf(out, "      '%s--%s%s[", o->type == OPTION_LIST ? "*" : "", o->name,
                    o->type == OPTION_FLAG ? "" : "=");
        zsh_text(out, o->help);
        fputc(']', out);
        if (o->type != OPTION_FLAG)
            fprintf(out, ":%s:", o->arg);
        if (o->choices) {
            fputc('(', out);
            put_choices(out, o->choices);
            fputc(')', out);
        } else if (takes_file(o)) {
            fputs("_files", out);
        } else if (values_of_option(o)) {
            fprintf(out, " _smtplog_values %s", values_of_option(o));
        }
        fprintf(out, "'%s\n", end);
    }
}

/* A file for $fpath: options by command, through _arguments. */
static void print_zsh(FILE *out)
{
    fputs("#compdef smtplog\n# made by: smtplog completions zsh\n"
          "_smtplog_values() {        # KIND: what the program and its database know\n"
          "    local -a found from\n    local -a from\n    local at=${all[(I)--db]}\n"
          "    (( at && at < ${#all} - 1 )) && from=(--db ${(Q)all[at+1]})\n"
          "    [[ $1 != view ]] || compset -P '*[^A-Za-z0-9_]'\n"
          "    found=(${(f)\"$(smtplog $from completions values $1 $PREFIX 2>/dev/null)\"})\n"
          "    compadd -a found\n"
          "}\n"
          "local -a commands global all=($words)\n"
          "local context state state_descr line\ntypeset -A opt_args\nglobal=(\n", out);
    zsh_options(out, global_options, "");
    fputs(")\ncommands=(\n", out);
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "    '%s:", commands[i]->name);
        zsh_text(out, commands[i]->purpose);
        fputs("'\n", out);
    }
    fputs(")\n_arguments -C $global '1: :->command' '*:: :->rest' && return\n"
          "case $state in\ncommand) _describe command commands ;;\nrest)\n"
          "    case $words[1] in\n", out);
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "    %s)\n      _arguments $global \\\n", commands[i]->name);
        zsh_options(out, commands[i]->options, " \\");
        const char *kind = values_of_operands(commands[i]);
        if (kind)
            fprintf(out, "      '*: : _smtplog_values %s' ;;\n",
                    strcmp(kind, "query") == 0 ? "view" : kind);
        else
            fputs("      '*: :_files' ;;\n", out);
    }
    fputs("    esac ;;\nesac\n", out);
}

/* ---- fish -------------------------------------------------------------------------- */

/* Within single quotes fish reads two escapes and nothing else. */
static void fish_text(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('\'', out);
}

/* A line an option; fish reads the help beside it. */
static void fish_options(FILE *out, const char *command, const struct option *rows)
{
    for (const struct option *o = rows; o && o->name; o++) {
        if (!o->help)
            continue;
        fputs("complete -c smtplog", out);
        if (command)
            fprintf(out, " -n '__fish_seen_subcommand_from %s'", command);
        fprintf(out, " -l %s", o->name);
        if (o->letter)
            fprintf(out, " -s %c", o->letter);
        if (o->choices) {
            fputs(" -x -a '", out);
            put_choices(out, o->choices);
            fputc('\'', out);
        } else if (values_of_option(o)) {
            fprintf(out, " -x -a '(__smtplog_values %s)'", values_of_option(o));
        } else if (o->type != OPTION_FLAG) {
            fputs(takes_file(o) ? " -r -F" : " -x", out);
        }
        fputs(" -d ", out);
        fish_text(out, o->help);
        fputc('\n', out);
    }
}

/* The rows of commands and options once more, as fish wants them. */
static void print_fish(FILE *out)
{
    fputs("# fish completion for smtplog, made by: smtplog completions fish\n"
          "function __smtplog_values    # KIND: what the program and its database know\n"
          "    set -l words (commandline -opc)\n    set -l from\n"
          "    if set -l at (contains -i -- --db $words)\n"
          "        set from --db $words[(math $at + 1)]\n    end\n"
          "    set -l word (commandline -ct | string replace -r '^[\"\\']' '')\n"
          "    smtplog $from completions values $argv[1] \"$word\" 2>/dev/null\n"
          "end\n", out);
    fish_options(out, NULL, global_options);
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->hidden)
            continue;
        fprintf(out, "complete -c smtplog -n __fish_use_subcommand -f -a %s -d ",
                commands[i]->name);
        fish_text(out, commands[i]->purpose);
        fputc('\n', out);
        fish_options(out, commands[i]->name, commands[i]->options);
        if (values_of_operands(commands[i]))
            fprintf(out, "complete -c smtplog -n '__fish_seen_subcommand_from %s' -f "
                    "-a '(__smtplog_values %s)'\n", commands[i]->name,
                    values_of_operands(commands[i]));
    }
}

/* `completions values KIND WORD` is asked by the scripts themselves while somebody types. */
static int run(struct app *app, const struct args *args)
{
    static const struct { const char *name; void (*print)(FILE *out); } shells[] = {
        {"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish},
    };
    const char *first = args->operands[0];
    if (strcmp(first, "values") == 0 && args->len > 1) {
        values_print(app, args->operands[1], args->len > 2 ? args->operands[2] : "");
        return STATUS_DONE;
    }
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(first, shells[i].name) == 0) {
            shells[i].print(app->out);
            return STATUS_DONE;
        }
    }
    return command_misused(app, N_("no completion for %s; there is bash, zsh, fish"),
                           first);
}

const struct command command_completions = {
    .name = "completions", .purpose = N_("print a shell's completion script"),
    .usage = "bash|zsh|fish", .min_operands = 1, .max_operands = 3, .needs = NEEDS_DB_IF_ANY,
    .hidden = 1, .run = run,
};
