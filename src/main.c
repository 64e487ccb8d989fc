/* The process around the program. */
#include "cli/command.h"

#include <signal.h>

int main(int argc, char **argv)
{
    struct app app;
    signal(SIGPIPE, SIG_DFL);           /* a reader that has seen enough ends us, without a word */
    signal(SIGXFSZ, SIG_IGN);           /* a file that may not grow is told as a full disk is */
    app_init(&app);
    int status = command_main(&app, argc, argv);
    app_release(&app);
    return status;
}
