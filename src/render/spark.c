/* Sparklines as columns: a missing day is a hole, which a line would bridge. */
#include "render/spark.h"

#include "render/svg.h"

/* Units of the drawing, as in chart.c. */
enum { SLOT = 4, BAR = 3, HEIGHT = 40, VISIBLE = 1 };

void spark_draw(struct strbuf *out, const struct spark *s)
{
    double width = (double)s->len * SLOT, most = s->usual > 1 ? s->usual : 1;
    for (size_t i = 0; i < s->len; i++)
        most = (double)s->values[i] > most ? (double)s->values[i] : most;
    svg_begin(out, s->id, width, HEIGHT, s->title, s->about);
    for (size_t i = 0; i < s->len; i++) {
        double height = (double)s->values[i] * HEIGHT / most;
        if (s->values[i] < 0)
            continue;
        if (height < VISIBLE)
            height = VISIBLE;           /* a day with logs and nothing is not a day without logs */
        svg_rect(out, i + 1 == s->len ? "day now" : "day", (double)i * SLOT, HEIGHT - height, BAR,
                 height);
    }
    if (s->usual >= 0)
        svg_line(out, "usual", 0, HEIGHT - s->usual * HEIGHT / most, width,
                 HEIGHT - s->usual * HEIGHT / most);
    svg_end(out);
}
