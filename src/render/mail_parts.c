/* Elements that every mail program of the last twenty years shows alike: tables with attributes,
 * and inline styles that only repeat them. */
#include "render/mail_parts.h"

#include "render/html.h"

#define FAMILY "'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
#define PLAIN_TABLE "cellpadding=\"0\" cellspacing=\"0\" border=\"0\""

const struct mail_look mail_words = {.tone = TONE_INK, .size = 14};
const struct mail_look mail_key = {.tone = TONE_INK, .size = 14, .bold = 1};
const struct mail_look mail_number = {.tone = TONE_INK, .size = 14, .number = 1};
const struct mail_look mail_faint = {.tone = TONE_FAINT, .size = 13};
const struct mail_look mail_faint_number = {.tone = TONE_FAINT, .size = 13, .number = 1};

const char *mail_tone(enum mail_tone tone)
{
    static const char *const tones[TONES] = {
        [TONE_INK] = "#17202a", [TONE_FAINT] = "#55616e", [TONE_5XX] = "#b3261e",
        [TONE_4XX] = "#8a4b00", [TONE_3XX] = "#1f5fa6", [TONE_BETTER] = "#1c6e3d",
        [TONE_BAR_5XX] = "#cf4a40", [TONE_BAR_4XX] = "#c9790a", [TONE_BAR_3XX] = "#4687d2",
        [TONE_BAR_WELL] = "#3f8f86", [TONE_BAR_DAY] = "#7e93a8", [TONE_TRACK] = "#e6eaef",
        [TONE_PAGE] = "#f4f6f8", [TONE_CARD] = "#ffffff", [TONE_ALERT] = "#fff6e8",
        [TONE_ALERT_LINE] = "#c98a2c", [TONE_GOOD] = "#1c7a4a", [TONE_LINE] = "#dde3e9",
    };
    return tones[tone];
}

enum mail_tone mail_tone_of_class(int class)
{
    return class == 5 ? TONE_5XX : class == 4 ? TONE_4XX : TONE_3XX;
}

enum mail_tone mail_bar_of_class(int class)
{
    return class == 5 ? TONE_BAR_5XX : class == 4 ? TONE_BAR_4XX : TONE_BAR_3XX;
}

/* ---- Rows and cells ------------------------------------------------------------------------- */

void mail_row_begin(struct strbuf *out)
{
    strbuf_fmt(out, "<tr><td bgcolor=\"%s\" style=\"padding:4px 20px;color:%s;font:14px/1.45 "
               FAMILY "\">\n", mail_tone(TONE_CARD), mail_tone(TONE_INK));
}

void mail_row_end(struct strbuf *out)
{
    strbuf_str(out, "</td></tr>\n");
}

void mail_heading(struct strbuf *out, const char *title)
{
    mail_row_begin(out);
    strbuf_fmt(out, "<h2 style=\"margin:18px 0 2px 0;color:%s;font:bold 17px/1.4 " FAMILY "\">",
               mail_tone(TONE_INK));
    html_str(out, title);
    strbuf_str(out, "</h2>");
    mail_row_end(out);
}

void mail_paragraph(struct strbuf *out, enum mail_tone tone, struct smtplog_slice text)
{
    if (!text.len)
        return;
    mail_row_begin(out);
    mail_span(out, tone, text);
    mail_row_end(out);
}

void mail_span(struct strbuf *out, enum mail_tone tone, struct smtplog_slice text)
{
    strbuf_fmt(out, "<span style=\"color:%s\">", mail_tone(tone));
    html_text(out, text);
    strbuf_str(out, "</span>");
}

void mail_table_begin(struct strbuf *out)
{
    strbuf_str(out, "<table role=\"presentation\" " PLAIN_TABLE " width=\"100%\">\n");
}

void mail_table_end(struct strbuf *out)
{
    strbuf_str(out, "</table>\n");
}

void mail_cell_begin(struct strbuf *out, struct mail_look look)
{
    strbuf_str(out, "<td valign=\"top\"");
    if (look.percent)
        strbuf_fmt(out, " width=\"%d%%\"", look.percent);
    strbuf_fmt(out, "%s style=\"padding:4px 10px 4px 0;"
               "border-bottom:1px solid %s;color:%s;font:%s%dpx/1.4 " FAMILY "%s\">",
               look.number ? " align=\"right\"" : "", mail_tone(TONE_LINE), mail_tone(look.tone),
               look.bold ? "bold " : "", look.size, look.number ? ";white-space:nowrap" : "");
}

void mail_cell_end(struct strbuf *out)
{
    strbuf_str(out, "</td>");
}

void mail_cell(struct strbuf *out, struct mail_look look, struct smtplog_slice text)
{
    mail_cell_begin(out, look);
    html_text(out, text);
    mail_cell_end(out);
}

void mail_flag_begin(struct strbuf *out, const struct mail_flag *flag)
{
    mail_row_begin(out);
    mail_table_begin(out);
    strbuf_fmt(out, "<tr><td width=\"5\" bgcolor=\"%s\"></td><td bgcolor=\"%s\" style=\"padding:"
               "8px 12px;color:%s;font:%s%dpx/1.4 " FAMILY "\">", mail_tone(flag->edge),
               mail_tone(flag->ground), mail_tone(TONE_INK), flag->bold ? "bold " : "",
               flag->size);
}

void mail_flag_end(struct strbuf *out)
{
    strbuf_str(out, "</td></tr>\n");
    mail_table_end(out);
    mail_row_end(out);
}

/* ---- Bars ----------------------------------------------------------------------------------- */

/* An empty cell whose ground is the bar; letters would make it higher than it is. */
static void ground(struct strbuf *out, enum mail_tone tone, const char *size, int n)
{
    strbuf_fmt(out, "<td %s=\"%d\" bgcolor=\"%s\"></td>", size, n, mail_tone(tone));
}

void mail_bar(struct strbuf *out, int64_t part, int64_t whole, enum mail_tone tone)
{
    enum { WIDTH = 90 };
    int filled = whole > 0 ? (int)(part * WIDTH / whole) : 0;
    if (filled < 1 && part > 0)
        filled = 1;
    strbuf_fmt(out, "<table role=\"presentation\" " PLAIN_TABLE " width=\"%d\" height=\"8\" "
               "style=\"font-size:1px;line-height:1px\"><tr>", WIDTH);
    if (filled)
        ground(out, tone, "width", filled);
    if (filled < WIDTH)
        ground(out, TONE_TRACK, "width", WIDTH - filled);
    strbuf_str(out, "</tr></table>");
}

/* The top of the scale: the highest column. */
static int64_t most_of(const struct mail_columns *c)
{
    int64_t most = 1;
    for (size_t i = 0; i < c->len; i++) {
        int64_t sum = 0;
        for (int k = 0; k < MAIL_STACK; k++)
            sum += c->stacks[i].part[k] > 0 ? c->stacks[i].part[k] : 0;
        most = sum > most ? sum : most;
    }
    return most;
}

/* One bar as a table of coloured cells, the only drawing that all mail programs show.  A part
 * that is there is a pixel at least. */
static void column(struct strbuf *out, const struct mail_columns *c, size_t i, int64_t most)
{
    int is_drawn = 0;
    strbuf_str(out, "<td>");
    for (int k = MAIL_STACK - 1; k >= 0; k--) {
        int64_t n = c->stacks[i].part[k];
        int height = n > 0 ? (int)(n * c->height / most) : 0;
        if (n <= 0)
            continue;
        if (!is_drawn++)
            strbuf_str(out, "<table " PLAIN_TABLE " width=\"100%\">");
        strbuf_str(out, "<tr>");
        ground(out, c->tones[k], "height", height > 0 ? height : 1);
        strbuf_str(out, "</tr>");
    }
    strbuf_str(out, is_drawn ? "</table></td>\n" : "</td>\n");
}

void mail_columns(struct strbuf *out, const struct mail_columns *c)
{
    int64_t most = most_of(c);
    strbuf_fmt(out, "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"1\" "
               "border=\"0\" width=\"100%%\" height=\"%d\" style=\"table-layout:fixed;"
               "font-size:1px;line-height:1px;border-bottom:1px solid %s\">"
               "<tr valign=\"bottom\">\n", c->height, mail_tone(TONE_BAR_DAY));
    for (size_t i = 0; i < c->len; i++)
        column(out, c, i, most);
    strbuf_str(out, "</tr></table>\n");
}
