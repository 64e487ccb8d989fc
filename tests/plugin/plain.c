/* What an author out of tree may do: compile against the headers alone, in standard C, with no
 * _GNU_SOURCE.  memmem() undeclared gave places cut to 32 bits; so what is looked for lies high. */
#include <smtplog/scan.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    enum { BIG = 1 << 20, AT = 1000 };
    char *big = malloc(BIG);
    if (!big)
        return 77;
    memset(big, 'x', BIG);
    memcpy(big + AT, "error", 5);
    struct smtplog_slice s = {big, BIG}, before = {NULL, 0};
    ptrdiff_t found = slice_find(s, "error"), last = slice_rfind(s, "error");
    int cut = scan_until_lit(&s, "error", &before);
    printf("%td %td %d %zu %zu\n", found, last, cut, before.len, s.len);
    int good = found == AT && last == AT && cut && before.len == AT && s.len == BIG - AT - 5;
    free(big);
    return good ? 0 : 1;
}
