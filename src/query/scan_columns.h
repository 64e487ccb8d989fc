/* scan_columns.h - what a scan may be asked for beside time, reason and host */
#ifndef QUERY_SCAN_COLUMNS_H
#define QUERY_SCAN_COLUMNS_H

/* Bits.  Each costs something to read; `domain` is the recipient's. */
enum { SCAN_PEER = 1, SCAN_SENDER = 2, SCAN_RECIPIENT = 4, SCAN_DOMAIN = 8, SCAN_SASL = 16,
       SCAN_MESSAGE = 32, SCAN_HELO = 64 };

#endif
