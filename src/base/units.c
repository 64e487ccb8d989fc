/* Times after 2038 and logs of more than 2 GB are read on machines of 32 bits too: the build asks
 * for both (cmake/house.cmake), and no compiler that does not give them gets past here. */
#include "base/units.h"

#include <sys/types.h>
#include <time.h>

_Static_assert(sizeof(time_t) == 8, "time_t has 64 bits");
_Static_assert(sizeof(off_t) == 8, "off_t has 64 bits");
