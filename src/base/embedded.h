/* embedded.h - text files that live in the program
 *
 * The build (cmake/embed.cmake) turns files of schema/ into tables of these rows, the last with
 * the name NULL.  The bytes end with a NUL that `len` does not count.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name;               /* path below the embedded folder, with '/' */
    const unsigned char *bytes;
    size_t len;
};

#endif
