/* inside.h - the two halves of the guard; guard.h is the door of this room */
#ifndef GUARD_INSIDE_H
#define GUARD_INSIDE_H

#include "guard/guard.h"

/* 1: in force; 0: this kernel has it not, or does not let us. */
int guard_files(const struct guard *g);
int guard_calls(void);

#endif
