/* rules.h - everything that the classifier judges by, loaded
 *
 * Room-private: classify.c asks, lint.c checks.
 */
#ifndef CLASSIFY_RULES_H
#define CLASSIFY_RULES_H

#include "classify/provider.h"
#include "classify/rule.h"
#include "classify/tag.h"

struct rules {
    struct rule *list;              /* operators' first, then the built-in ones */
    size_t count, cap;
    size_t operators;               /* how many of them are operators' */
    struct providers providers;
    struct tags tags;
    struct notions notions;
    struct stanza_file *files;
    size_t file_count, file_cap;
    struct smtplog_slice *texts;    /* operators' files: name and bytes, owned */
    size_t text_count, text_cap;
    uint64_t version;               /* of all of them, read or not */
    struct diag *diag;              /* borrowed: where faults are told */
    size_t read;                    /* how many of the built-in files are */
};

/* Reads the operators' rules, so that their faults are told at once; `folder` NULL or absent:
 * there are none.  The built-in ones, which are many, wait for rules_complete(): most runs judge
 * nothing new. */
void rules_load(struct rules *r, const char *folder, struct diag *diag);
/* Reads the built-in ones too, if they are not read yet: before anything but `version` is looked
 * at. */
void rules_complete(struct rules *r);
void rules_release(struct rules *r);

/* The first rule that holds; NULL: none. */
struct rule *rules_find(struct rules *r, struct rule_case *c);

#endif
