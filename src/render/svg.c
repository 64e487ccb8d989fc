/* Drawings that stretch with the page need neither script nor fixed width. */
#include "render/svg.h"

#include "render/html.h"

#include <stdio.h>

/* A number with two decimals at most: "12", "0.5". */
static void number(struct strbuf *out, const char *name, double n)
{
    char text[64];
    int len = snprintf(text, sizeof text, "%.2f", n);
    while (len > 1 && text[len - 1] == '0')
        len--;
    if (text[len - 1] == '.')
        len--;
    strbuf_fmt(out, " %s=\"%.*s\"", name, len, text);
}

static void view_box(struct strbuf *out, double width, double height)
{
    strbuf_fmt(out, "<svg viewBox=\"0 0 %.0f %.0f\" preserveAspectRatio=\"none\"", width, height);
}

void svg_begin(struct strbuf *out, const char *id, double width, double height,
               struct smtplog_slice title, struct smtplog_slice about)
{
    view_box(out, width, height);
    strbuf_fmt(out, " role=\"img\" aria-labelledby=\"%s-title\" aria-describedby=\"%s-about\">\n",
               id, id);
    strbuf_fmt(out, "<title id=\"%s-title\">", id);
    html_text(out, title);
    strbuf_fmt(out, "</title>\n<desc id=\"%s-about\">", id);
    html_text(out, about);
    strbuf_str(out, "</desc>\n");
}

void svg_begin_ornament(struct strbuf *out, double width, double height)
{
    view_box(out, width, height);
    strbuf_str(out, " aria-hidden=\"true\">");
}

void svg_end(struct strbuf *out)
{
    strbuf_str(out, "</svg>\n");
}

void svg_group_begin(struct strbuf *out, struct smtplog_slice hint)
{
    strbuf_str(out, "<g><title>");
    html_text(out, hint);
    strbuf_str(out, "</title>");
}

void svg_group_end(struct strbuf *out)
{
    strbuf_str(out, "</g>\n");
}

void svg_rect(struct strbuf *out, const char *class, double x, double y, double width,
              double height)
{
    strbuf_fmt(out, "<rect class=\"%s\"", class);
    number(out, "x", x);
    number(out, "y", y);
    number(out, "width", width);
    number(out, "height", height);
    strbuf_str(out, "/>");
}

void svg_line(struct strbuf *out, const char *class, double x1, double y1, double x2, double y2)
{
    strbuf_fmt(out, "<line class=\"%s\"", class);
    number(out, "x1", x1);
    number(out, "y1", y1);
    number(out, "x2", x2);
    number(out, "y2", y2);
    strbuf_str(out, "/>");
}
