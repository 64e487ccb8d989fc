/* fuzz.h - any bytes whatsoever, given to one door of the program
 *
 * A target is one file of targets/: it takes some bytes as strangers could write them and hands
 * them to one of the rooms that read such bytes.  It fails by abort(), by a fault that a sanitizer
 * sees, or by not coming back.  Two things run it:
 *
 *   - libFuzzer, in a build of its own (CMake option SMTPLOG_FUZZ, clang): looks for new inputs;
 *   - driver.c, in every build: the seeds and all inputs that ever failed (seeds/TARGET/), and
 *     some hundred changed ones of each, always the same.  These are the tests fuzz/TARGET.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <smtplog/scan.h>
#include <stdint.h>
#include <stdlib.h>

/* The name and type are libFuzzer's (llvm.org/docs/LibFuzzer.html).  Answers 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Inputs that a target has in itself, beside its seeds; only some have this function. */
void fuzz_seeds(void *to, void (*take)(void *to, const uint8_t *bytes, size_t len))
    __attribute__((weak));

#define FUZZ_MUST(it_holds) ((it_holds) ? (void)0 : abort())

/* A copy that a sanitizer knows the ends of; the caller frees. */
char *fuzz_copy(const uint8_t *bytes, size_t len);
/* Reads every byte of a slice that a room gave, so that a sanitizer sees one that is not there. */
void fuzz_touch(struct smtplog_slice s);
/* The next byte off the front; 0 where there is none. */
uint8_t fuzz_byte(const uint8_t **bytes, size_t *len);

/* An empty folder of this process's own, removed when it ends. */
const char *fuzz_folder(void);
/* Writes a file, over what was there; aborts where it cannot. */
void fuzz_write(const char *path, const uint8_t *bytes, size_t len);

#endif
