/* asking.h - what the commands that read the database have in common: filters, whom they may
 * name, period, adviser */
#ifndef CLI_ASKING_H
#define CLI_ASKING_H

#include "cli/command.h"
#include "phrase/advice.h"
#include "query/coverage.h"
#include "query/filter.h"
#include "store/store.h"

/* The two ends of a period: without the option `since_def` and `until_def`, or NULL. */
#define ASKING_PERIOD(since_def, until_def, since_help) \
    {.name = "since", .type = OPTION_TIME, .arg = "T", .def = (since_def), .help = (since_help)}, \
    {.name = "until", .type = OPTION_TIME, .arg = "T", .def = (until_def), \
     .help = N_("up to, and not including, this time")}

#define ASKING_FILTERS \
    {.name = "class", .type = OPTION_CHOICE, .arg = "CLASS", .choices = "3xx|4xx|5xx", \
     .help = N_("only this class")}, \
    {.name = "code", .type = OPTION_INT, .arg = "CODE", .min = 200, .max = 599, \
     .help = N_("only this reply code")}, \
    {.name = "enhanced", .type = OPTION_STRING, .arg = "X.Y.Z", \
     .help = N_("only this enhanced status code")}, \
    {.name = "cause", .type = OPTION_STRING, .arg = "CAUSE", .help = N_("only this cause")}, \
    {.name = "provider", .type = OPTION_STRING, .arg = "NAME", \
     .help = N_("only replies of this provider: gmail, microsoft, ...")}, \
    {.name = "direction", .type = OPTION_CHOICE, .arg = "WAY", \
     .choices = "inbound|outbound|local", \
     .help = N_("only replies to clients, of remote servers, or of local delivery")}, \
    {.name = "peer", .type = OPTION_STRING, .arg = "PEER", \
     .help = N_("only this other side: an address, a name, a network as peer-net prints it")}, \
    {.name = "sender", .type = OPTION_STRING, .arg = "ADDRESS", \
     .help = N_("only this envelope sender or domain; <> for bounces")}, \
    {.name = "recipient", .type = OPTION_STRING, .arg = "ADDRESS", \
     .help = N_("only this envelope recipient or domain")}, \
    {.name = "sasl-user", .type = OPTION_STRING, .arg = "USER", \
     .help = N_("only mail of this authenticated user")}, \
    {.name = "host", .type = OPTION_STRING, .arg = "HOST", .help = N_("only this logging host")}, \
    {.name = "mta", .type = OPTION_STRING, .arg = "MTA", \
     .help = N_("only this mail server program")}

#define ASKING_ANONYMITY \
    {.name = "anonymize", .type = OPTION_FLAG, \
     .help = N_("name nobody: local parts of addresses and user names become keyed hashes, " \
                "reply texts lose what varies")}, \
    {.name = "anonymize-clients", .type = OPTION_FLAG, \
     .help = N_("besides, clients' addresses, names, networks and HELO become hashes; servers " \
                "stay")}

/* What the two options above ask for. */
enum anonymity asking_anonymity(const struct args *args);
/* Makes app->store name nobody if they ask for it.  Answers a status. */
int asking_anonymous(struct app *app, const struct args *args);

/* Answers a status. */
int asking_filter(struct app *app, const struct args *args, struct filter *filter);
/* The period of --since and --until, or of the operands ("last week": one word or several);
 * `usual` where none is given.  Wrong usage if both are given, or since is not before until. */
int asking_period(struct app *app, const struct args *args, struct period usual,
                  struct period *period);
#define ASKING_PERIOD_USAGE "[PERIOD]"
/* Wrong usage unless since is before until. */
int asking_in_order(struct app *app, struct period period);

/* Tells that the logs do not cover the period, and what there is instead; answers
 * STATUS_FAILED. */
int asking_no_data(struct app *app, struct period period, const struct coverage *c);

/* The knowledge base and the rules, in the app's language. */
void asking_adviser(struct app *app, struct adviser *adviser);
void asking_adviser_release(struct adviser *adviser);

#endif
