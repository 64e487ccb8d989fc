/* What tzset() would make of a zone cannot be asked afterwards: an unknown one and UTC look
 * alike.  So the file is looked at, and a zone of POSIX is read by its grammar. */
#include "base/zone.h"

#include "base/mem.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* RFC 8536 section 3.1: the four letters at its beginning. */
static int is_zone_file(const char *path)
{
    static const char magic[] = "TZif";
    char front[sizeof magic - 1];
    FILE *f = fopen(path, "re");
    if (!f)
        return 0;
    int is = fread(front, 1, sizeof front, f) == sizeof front &&
             memcmp(front, magic, sizeof front) == 0;
    fclose(f);
    return is;
}

/* A name within the zone folder, or a path; ".." would leave the folder. */
static int is_file(const char *zone)
{
    const char *folder = getenv("TZDIR");
    if (*zone == '/')
        return is_zone_file(zone);
    if (!*zone || strstr(zone, ".."))
        return 0;
    char *path = mem_fmt("%s/%s", folder && *folder ? folder : "/usr/share/zoneinfo", zone);
    int is = is_zone_file(path);
    free(path);
    return is;
}

/* "CET", "<+0330>" off the front. */
static int take_name(const char **at)
{
    const char *p = *at;
    int quoted = *p == '<';
    size_t n = 0;
    p += quoted;
    while (isalpha((unsigned char)p[n]) ||
           (quoted && (isdigit((unsigned char)p[n]) || p[n] == '+' || p[n] == '-')))
        n++;
    if (n < 3 || (quoted && p[n] != '>'))
        return 0;
    *at = p + n + quoted;
    return 1;
}

/* A number from `least` to `most` of at most three digits. */
static int take_number(const char **at, int least, int most)
{
    int value = 0, digits = 0;
    for (; digits < 3 && isdigit((unsigned char)**at); digits++)
        value = value * 10 + (*(*at)++ - '0');
    return digits && value >= least && value <= most;
}

/* "[+-]hh[:mm[:ss]]" */
static int take_clock(const char **at, int hours)
{
    if (**at == '+' || **at == '-')
        ++*at;
    if (!take_number(at, 0, hours))
        return 0;
    for (int part = 0; part < 2 && **at == ':'; part++) {
        ++*at;
        if (!take_number(at, 0, 59))
            return 0;
    }
    return 1;
}

/* ",M3.5.0/2", ",J60" or ",59": on which day the clocks are set, and when. */
static int take_rule(const char **at)
{
    enum { WEEK = 167 };                /* hours that a rule's time may lie off, RFC 8536 3.3.1 */
    if (*(*at)++ != ',')
        return 0;
    if (**at == 'M') {
        static const struct { int least, most; } parts[] = {{1, 12}, {1, 5}, {0, 6}};
        for (int i = 0; i < 3; i++) {
            if (*(*at)++ != "M.."[i] || !take_number(at, parts[i].least, parts[i].most))
                return 0;
        }
    } else {
        int julian = **at == 'J';
        *at += julian;
        if (!take_number(at, julian, 365))
            return 0;
    }
    if (**at != '/')
        return 1;
    ++*at;
    return take_clock(at, WEEK);
}

/* The form of POSIX: name, offset, and where there is summer time its name and two rules. */
static int is_posix(const char *at)
{
    if (!take_name(&at) || !take_clock(&at, 24))
        return 0;
    if (!*at)
        return 1;
    if (!take_name(&at) || (*at && *at != ',' && !take_clock(&at, 24)))
        return 0;
    return !*at || (take_rule(&at) && take_rule(&at) && !*at);
}

int zone_is_known(const char *zone)
{
    zone += *zone == ':';               /* "a file", to the C library */
    return strcmp(zone, "UTC") == 0 || is_file(zone) || is_posix(zone);
}
