/* fresh.h - names that the database cannot have yet, on their way into it
 *
 * Their ids are good at once; their rows stand there after fresh_write(), at the latest before the
 * commit.  Who looks at names in the database within a batch writes them first.
 */
#ifndef STORE_FRESH_H
#define STORE_FRESH_H

#include "store/inside.h"

/* May names of this dictionary wait?  Not where the database had some, nor beyond `most`. */
int fresh_takes(struct store *s, enum dict_name which, size_t most);
/* The id of a name that is new: its texts, clean, and the id that its row refers to (0: none).
 * STORE_FAILED */
int64_t fresh_add(struct store *s, enum dict_name which, const struct smtplog_slice *texts,
                  int64_t of);
/* 1: the row of that id is not written yet. */
int fresh_waits(const struct dict *d, int64_t id);
int fresh_write(struct store *s, enum dict_name which);         /* STORE_OK or STORE_FAILED */
int fresh_write_all(struct store *s);
/* A row was written without waiting, with that id. */
void fresh_met(struct dict *d, int64_t id);
void fresh_forget(struct store *s);     /* the batch was lost, or another process wrote */
void fresh_release(struct store *s);

#endif
