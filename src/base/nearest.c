/* Distance by Damerau and Levenshtein: most mistyped words have two letters the wrong way
 * round. */
#include "base/nearest.h"

enum { WORD_MAX = 40 };

static int least(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Optimal string alignment distance; words longer than WORD_MAX are far from all. */
static int distance(const char *a, const char *b)
{
    int rows[3][WORD_MAX + 1];
    int la = (int)strlen(a), lb = (int)strlen(b);
    if (la > WORD_MAX || lb > WORD_MAX)
        return WORD_MAX;
    for (int j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (int i = 1; i <= la; i++) {
        int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= lb; j++) {
            now[j] = least(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                earlier[j - 2] + 1 < now[j])
                now[j] = earlier[j - 2] + 1;
        }
    }
    return rows[la % 3][lb];
}

void nearest_offer(struct nearest *n, const char *typed, const char *known)
{
    size_t len = strlen(typed);
    int is_front = len >= 2 && strncmp(typed, known, len) == 0;
    int d = is_front ? 0 : distance(typed, known);
    if (!is_front && d * 3 > (int)strlen(known) + 1)
        return;
    int at = n->len < NEAREST_MAX ? n->len++ : NEAREST_MAX - 1;
    if (n->words[at] && n->distances[at] <= d)
        return;
    for (; at && n->distances[at - 1] > d; at--) {
        n->words[at] = n->words[at - 1];
        n->distances[at] = n->distances[at - 1];
    }
    n->words[at] = known;
    n->distances[at] = d;
}

void nearest_list(const struct nearest *n, struct strbuf *out, const char *front)
{
    for (int i = 0; i < n->len; i++)
        strbuf_fmt(out, "%s%s%s", i ? ", " : "", front, n->words[i]);
}
