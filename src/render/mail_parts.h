/* mail_parts.h - what the HTML of a mail is put together from: cells, headings, bars (mail_html.h)
 *
 * A mail is one table of rows, each holding one part.  Every cell says its font and its colours,
 * for mail programs forget those of the elements around it.
 */
#ifndef RENDER_MAIL_PARTS_H
#define RENDER_MAIL_PARTS_H

#include "base/strbuf.h"
#include "query/trend.h"

/* Colours of words and grounds: contrast of 4.5 or more, of bars 3. */
enum mail_tone {
    TONE_INK, TONE_FAINT, TONE_5XX, TONE_4XX, TONE_3XX, TONE_BETTER,
    TONE_BAR_5XX, TONE_BAR_4XX, TONE_BAR_3XX, TONE_BAR_WELL, TONE_BAR_DAY, TONE_TRACK,
    TONE_PAGE, TONE_CARD, TONE_ALERT, TONE_ALERT_LINE, TONE_GOOD, TONE_LINE,
    TONES
};
const char *mail_tone(enum mail_tone tone);         /* "#b3261e" */
enum mail_tone mail_tone_of_class(int class);       /* of words, 3 to 5 */
enum mail_tone mail_bar_of_class(int class);

/* Begins a row of the mail that holds one part; ends it. */
void mail_row_begin(struct strbuf *out);
void mail_row_end(struct strbuf *out);
void mail_heading(struct strbuf *out, const char *title);
/* A paragraph in a row of its own; nothing for an empty text. */
void mail_paragraph(struct strbuf *out, enum mail_tone tone, struct smtplog_slice text);

/* A table within a part.  `size`: of letters, in pixels. */
struct mail_look {
    enum mail_tone tone;
    int size, bold, number;             /* number: stands to the right */
    int percent;                        /* of the table's width; 0: as it needs */
};
extern const struct mail_look mail_words, mail_key, mail_number, mail_faint, mail_faint_number;
void mail_table_begin(struct strbuf *out);
void mail_table_end(struct strbuf *out);
void mail_cell_begin(struct strbuf *out, struct mail_look look);
void mail_cell_end(struct strbuf *out);
void mail_cell(struct strbuf *out, struct mail_look look, struct smtplog_slice text);

/* Words in a colour within a cell. */
void mail_span(struct strbuf *out, enum mail_tone tone, struct smtplog_slice text);

/* A row of its own with a coloured edge: the verdict, a trouble. */
struct mail_flag {
    enum mail_tone edge, ground;
    int size, bold;
};
void mail_flag_begin(struct strbuf *out, const struct mail_flag *flag);
void mail_flag_end(struct strbuf *out);

/* A bar beside words: `part` of `whole`, in a cell's ground. */
void mail_bar(struct strbuf *out, int64_t part, int64_t whole, enum mail_tone tone);

/* Columns over time, a cell each: values stacked from the bottom up in the tones given. */
enum { MAIL_STACK = 3 };
struct mail_stack {
    int64_t part[MAIL_STACK];           /* negative: not known */
};
struct mail_columns {
    const struct mail_stack *stacks;
    size_t len;
    int height;                         /* of the highest, in pixels */
    enum mail_tone tones[MAIL_STACK];
};
void mail_columns(struct strbuf *out, const struct mail_columns *c);

#endif
