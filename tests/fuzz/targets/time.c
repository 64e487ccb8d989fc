/* Time: stamps of all forms, the year of those without one, zones, and what people type.  The
 * first line is a zone, each other one a stamp and a time as typed. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "base/zone.h"
#include "cli/when.h"
#include "frame/clock.h"
#include "frame/year.h"

#include <time.h>

enum { NOW = 1795457070 };

typedef int scan_function(struct smtplog_slice *c, struct stamp *out);
static scan_function *const scans[] = {stamp_scan_bsd, stamp_scan_iso, stamp_scan_exim,
                                       stamp_scan_full, stamp_scan_unix};
static const char *const forms[] = {"%Y-%m-%d %T%f", "%b %d %Y %T %z", "%a %d %b %Y %T %Z", "%d.%m.%Y %T",
                                    "%m/%d/%Y %T %p", "%b %d %T"};

static void place(struct years *years, struct clock *clock, const struct stamp *s)
{
    struct stamp known = *s;
    int32_t year;
    if (s->zone == STAMP_EPOCH)
        return;
    FUZZ_MUST(s->month >= 1 && s->month <= 12 && s->day >= 1 &&
              s->day <= stamp_days_in_month(s->year, s->month));
    FUZZ_MUST(s->hour >= 0 && s->hour < 24 && s->minute >= 0 && s->minute < 60 && s->second >= 0 &&
              s->second <= 60 && s->digits >= 0 && s->digits <= 6 && s->micros >= 0 &&
              s->micros < 1000000);
    if (!s->year)
        known.year = years_place(years, s);
    FUZZ_MUST(known.year > 0);
    clock_civil_of(clock_seconds(clock, &known), &year);
    FUZZ_MUST(year >= known.year - 1 && year <= known.year + 1);
}

static void read_stamp(struct years *years, struct clock *clock, struct smtplog_slice line)
{
    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++) {
        struct stamp stamp = {0};
        struct smtplog_slice c = line;
        if (scans[i](&c, &stamp))
            place(years, clock, &stamp);
        else
            FUZZ_MUST(c.ptr == line.ptr && c.len == line.len);
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct stamp stamp = {0};
        struct smtplog_slice c = line;
        if (stamp_scan_form(&c, forms[i], &stamp))
            place(years, clock, &stamp);
    }
}

static void read_words(struct smtplog_slice line)
{
    char *text = mem_slice(line);
    int64_t a, b;
    if (when_time(text, NOW, &a))
        FUZZ_MUST(a >= 0);
    if (when_period(text, NOW, &a, &b))
        FUZZ_MUST(a >= 0 && b >= 0);
    if (when_duration(text, &a))
        FUZZ_MUST(a > 0);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *copy = fuzz_copy(bytes, len);
    struct smtplog_slice rest = slice_of(copy, len), line;
    struct years years = {0};
    struct clock clock = {0};
    if (scan_until(&rest, '\n', &line)) {
        char *zone = mem_slice(line);
        setenv("TZ", zone_is_known(zone) ? zone : "UTC", 1);
        tzset();
        free(zone);
    }
    years_bound(&years, NOW, NOW);
    while (rest.len) {
        line = scan_next_line(&rest);
        char *alone = fuzz_copy((const uint8_t *)line.ptr, line.len);
        read_stamp(&years, &clock, slice_of(alone, line.len));
        free(alone);
        read_words(line);
    }
    free(copy);
    return 0;
}
