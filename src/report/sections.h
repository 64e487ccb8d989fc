/* sections.h - the sections of the report, a row each
 *
 * Text, Markdown, HTML, JSON and CSV walk this table, so a section of one of them is in all.  CSV
 * and the mail leave out columns of lists that have no room there.
 * A section of lists (who, and how often) needs nothing but its row here and what fills it: every
 * rendering lays lists out by the row's columns.  The other forms have a function in every
 * rendering; the test report_sections_test fails where one is missing.
 */
#ifndef REPORT_SECTIONS_H
#define REPORT_SECTIONS_H

#include "report/model.h"

enum section_form {
    FORM_COUNTS,                /* delivered, waiting, bounced, ...: report.health */
    FORM_YOURS,                 /* troubles that only this server's people can mend */
    FORM_ATTENTION,             /* the others */
    FORM_SUMMARY,               /* failures by class, now and then */
    FORM_OFFENDERS,             /* report.top, and its leading groups explained */
    FORM_LISTS,
    FORM_TIME,                  /* by hour and day */
    FORM_QUALITY,               /* what was read, and what to doubt */
    FORMS
};

/* What a list tells of a row; people see them in the list's order. */
enum list_column {
    LIST_END, LIST_NAME, LIST_FAILURES, LIST_5XX, LIST_4XX, LIST_3XX, LIST_TREND, LIST_CAUSE,
    LIST_OTHERS, LIST_FIRST, LIST_LAST,
    LIST_DELIVERED, LIST_BOUNCED, LIST_PUT_OFF, LIST_RATE,      /* of recipients */
    LIST_ASKED, LIST_RETURNED,  /* senders that were greylisted, and came back */
    LIST_HALF, LIST_MOST,       /* how long what was put off needed */
    LIST_COLUMNS
};

struct report_list {
    const char *id;             /* of its rows in CSV, "provider"; NULL: no list */
    const char *member;         /* its array within the section's object in JSON; NULL: the section
                                   has this list alone, and is the array itself */
    const char *caption;        /* N_(): "Failures by provider" */
    const char *name, *others;  /* N_(): heads of these columns */
    int harmless;               /* 1: no stranger chose the names (hosts, networks, where our
                                   users write to, the knowledge base): a mail shows them as they
                                   are.  Else they link to nothing there */
    enum list_column columns[LIST_COLUMNS];     /* up to LIST_END */
};

struct report_section {
    const char *id;             /* of its part of the page; NULL: end of the table */
    const char *member;         /* in JSON; NULL: as id */
    const char *title;          /* N_() */
    enum section_form form;
    int flows;                          /* 1: of all mail: what a filter takes has none */
    int glance;                 /* 1: seen at a glance: on the page it stands before the others, as
                                   a picture where it can be one */
    struct report_list lists[REPORT_LISTS];
    /* Fills rows[i] of lists[i].  0, or STORE_FAILED: told. */
    int (*fill)(struct report_rows *rows, const struct report_facts *facts);
};
extern const struct report_section report_sections[];

/* 0: the report was asked for what a filter takes, and the section knows none. */
int report_section_is_asked(const struct report *r, const struct report_section *s);
/* 0: there is nothing to tell, and no rendering for people mentions it. */
int report_section_is_there(const struct report *r, const struct report_section *s);
/* The rows of a section's i-th list. */
const struct report_rows *report_section_rows(const struct report *r,
                                              const struct report_section *s, size_t i);
/* The rows of a list by its id; NULL: there is no such list. */
struct report_rows *report_rows_of(struct report *r, const char *list);
int report_sections_fill(const struct report_facts *facts);
int report_list_has(const struct report_list *list, enum list_column column);

#endif
