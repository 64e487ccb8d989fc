/* The manual page and the rows of commands and options say the same. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "cli/command.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

/* The page with "\-" as "-". */
static char *read_page_of(const char *path)
{
    FILE *f = fopen(path, "r");
    struct strbuf page = {0};
    cr_assert(f);
    for (int c, next; (c = getc(f)) != EOF;) {
        if (c == '\\' && (next = getc(f)) != '-') {
            strbuf_char(&page, '\\');
            c = next;
        } else if (c == '\\') {
            c = '-';
        }
        strbuf_char(&page, (char)c);
    }
    fclose(f);
    return strbuf_steal(&page);
}

static char *read_page(void)
{
    return read_page_of(SMTPLOG_SOURCE "/docs/man/smtplog.1");
}

/* What stands below a heading, up to the next one; empty if there is no such heading. */
static char *section(const char *page, const char *heading)
{
    char *mark = mem_fmt("\n%s\n", heading);
    const char *at = strstr(page, mark);
    at = at ? at + strlen(mark) : "";
    free(mark);
    const char *end = strstr(at, "\n.S");
    return mem_strn(at, end ? (size_t)(end - at) : strlen(at));
}

static const struct option *row_of(const struct option *rows, const char *name, size_t len)
{
    for (const struct option *o = rows; o && o->name; o++)
        if (o->help && strlen(o->name) == len && strncmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

/* Every row is in the section as "--name", and every "--name" of a paragraph's head is a row. */
static void check(const char *page, const char *heading, const struct option *rows)
{
    char *text = section(page, heading);
    cr_expect(*text, "no section %s", heading);
    for (const struct option *o = rows; o && o->name; o++) {
        if (!o->help)
            continue;
        char *name = mem_fmt("--%s", o->name);
        const char *at = strstr(text, name);
        cr_expect(at && strchr(" \n", at[strlen(name)]), "%s: no %s", heading, name);
        free(name);
    }
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        const char *name = strncmp(line, ".B", 2) == 0 ? strstr(line, "--") : NULL;
        if (name && name[2] && !strchr(" \n", name[2]))
            cr_expect(row_of(rows, name + 2, strcspn(name + 2, " ")), "%s: %s", heading, line);
    }
    free(text);
}

/* Each command's section of the page, and that of the options of all, with their rows. */
static void each_section(const char *page, void (*look)(const char *page, const char *heading,
                                                        const struct option *rows))
{
    for (size_t i = 0; commands[i]; i++) {
        char *heading = mem_fmt(".SS %s", commands[i]->name);
        if (!commands[i]->hidden && strcmp(commands[i]->name, "help") != 0)
            look(page, heading, commands[i]->options);
        free(heading);
    }
    look(page, ".SH \"OPTIONS OF EVERY COMMAND\"", global_options);
}

Test(man, the_page_says_what_the_rows_say)
{
    char *page = read_page();
    each_section(page, check);
    free(page);
}

/* Names and letters are unique, defaults are accepted by their own rows. */
Test(man, rows_are_sound)
{
    for (size_t i = 0; commands[i]; i++) {
        struct args a = {.now = 1795457070, .rows = {commands[i]->options, global_options}};
        cr_expect(commands[i]->purpose && commands[i]->run, "%s", commands[i]->name);
        for (const struct option *o = commands[i]->options; o && o->name; o++) {
            cr_expect((o->type == OPTION_FLAG) == !o->arg, "%s --%s", commands[i]->name, o->name);
            cr_expect((o->type == OPTION_CHOICE) == !!o->choices, "%s --%s", commands[i]->name,
                      o->name);
            cr_expect_null(row_of(global_options, o->name, strlen(o->name)), "--%s", o->name);
            for (const struct option *other = o + 1; other->name; other++)
                cr_expect(strcmp(o->name, other->name) && (!o->letter || o->letter != other->letter),
                          "%s --%s --%s", commands[i]->name, o->name, other->name);
            args_number(&a, o->name, 0);        /* ends the program if the default is refused */
        }
    }
}

/* The paragraph whose heads name the option, up to the next one; empty: there is none. */
static char *paragraph(const char *section, const char *option)
{
    char *name = mem_fmt("--%s", option);
    const char *at = section, *end = at;
    while (at && (at = strstr(at, "\n.TP\n"))) {
        const char *line = at + strlen("\n.TP\n"), *found = NULL;
        end = strstr(line, "\n.TP\n");
        for (; !found && line; line = strncmp(line, ".TQ\n", 4) == 0 ? line + 4 : NULL) {
            const size_t len = strcspn(line, "\n");
            found = strstr(line, name);
            if (found && (found >= line + len || !strchr(" \n", found[strlen(name)])))
                found = NULL;
            line += len + 1;
        }
        if (found)
            break;
        at = end;
    }
    free(name);
    return mem_strn(at ? at : "", at ? end ? (size_t)(end - at) : strlen(at) : 0);
}

static int is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Does the word stand there by itself? */
static int holds_word(const char *text, const char *word, size_t len)
{
    for (const char *at = text; *at; at++)
        if (strncmp(at, word, len) == 0 && !is_of_word(at[len]) &&
            (at == text || !is_of_word(at[-1])))
            return 1;
    return 0;
}

/* Every word that an option takes stands in its paragraph, or in that of `top`, if it says so. */
static void check_choices(const char *page, const char *heading, const struct option *rows)
{
    char *text = section(page, heading), *of_top = section(page, ".SS top");
    for (const struct option *o = rows; o && o->name; o++) {
        if (!o->help || !o->choices)
            continue;
        char *about = paragraph(text, o->name);
        if (strstr(about, "of\n.BR top")) {
            free(about);
            about = paragraph(of_top, o->name);
        }
        for (const char *word = o->choices; *word; word += word[0] == '|') {
            size_t len = strcspn(word, "|");
            cr_expect(holds_word(about, word, len), "%s --%s: no %.*s", heading, o->name, (int)len,
                      word);
            word += len;
        }
        free(about);
    }
    free(of_top);
    free(text);
}

Test(man, every_choice_stands_in_the_page)
{
    char *page = read_page();
    each_section(page, check_choices);
    free(page);
}

/* Each setting has its paragraph, with its variable, and each paragraph its setting. */
Test(man, the_page_of_the_configuration_has_every_setting)
{
    char *page = read_page_of(SMTPLOG_SOURCE "/docs/man/smtplog.conf.5");
    char *text = section(page, ".SH FIELDS");
    size_t paragraphs = 0;
    for (enum config_setting i = 0; i < CONFIG_SETTINGS; i++) {
        char *head = mem_fmt("\n.TP\n.BR %s \" (\" %s )\n", config_field(i), config_variable(i));
        cr_expect(strstr(text, head) || strncmp(text, head + 1, strlen(head + 1)) == 0, "%s",
                  config_field(i));
        free(head);
    }
    for (const char *at = text; (at = strstr(at, ".TP\n")); at++)
        paragraphs++;
    cr_expect_eq(paragraphs, CONFIG_SETTINGS);
    free(text);
    free(page);
}

/* The configuration that is installed to begin from names settings that there are. */
Test(man, the_example_of_the_configuration_names_settings)
{
    char *page = read_page_of(SMTPLOG_SOURCE "/packaging/examples/smtplog.conf");
    size_t named = 0;
    for (char *line = strtok(page, "\n"); line; line = strtok(NULL, "\n")) {
        line += *line == '#';
        size_t len = strcspn(line, ":");
        if (!*line || *line == ' ' || line[len] != ':' || strcspn(line, " ") < len)
            continue;
        size_t i = 0;
        while (i < CONFIG_SETTINGS && (strlen(config_field(i)) != len ||
                                       strncmp(config_field(i), line, len) != 0))
            i++;
        cr_expect_lt(i, (size_t)CONFIG_SETTINGS, "%s", line);
        named++;
    }
    cr_expect_geq(named, 5);
    free(page);
}
