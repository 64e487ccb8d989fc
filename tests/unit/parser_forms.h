/* parser_forms.h - whether every form of a parser's table is met by some row of its test, so that
 * none is there that nobody has seen to fit */
#ifndef PARSER_FORMS_H
#define PARSER_FORMS_H

#include "form.h"

#include <criterion/criterion.h>
#include <stdlib.h>

struct forms_met {
    const struct form *forms;
    size_t len;
    char *met;                          /* one for each */
};

static inline struct forms_met forms_begin(const struct form *forms, size_t len)
{
    return (struct forms_met){forms, len, calloc(len, 1)};
}

/* A row answered with this form; NULL: with none. */
static inline void forms_meet(struct forms_met *m, const char *form)
{
    for (size_t i = 0; form && i < m->len; i++)
        m->met[i] |= form == m->forms[i].name;
}

static inline void forms_end(struct forms_met *m)
{
    for (size_t i = 0; i < m->len; i++)
        cr_expect(m->met[i], "no row is of the form \"%s\"", m->forms[i].name);
    free(m->met);
}

#endif
