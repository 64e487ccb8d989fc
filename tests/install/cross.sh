#!/bin/sh
# cross.sh SOURCE SYSROOT_TAR: a program for 32 bits, built on a machine of 64 (nothing that is built for the
# target runs while building), then tried in a Debian of its kind.  It reads the samples and says of them,
# byte by byte, what the program of this machine says (NATIVE); times beyond 2038 and what stands beyond
# 4 GiB of a file are read; no call of libc with a time or offset of 32 bits is left in it.
# cross.sh SOURCE SYSROOT_TAR NATIVE.  77: root, the cross compiler, or the tar file that
# packaging/test.sh makes is missing.
set -eu
source=$(cd "$1" && pwd) debian=$2 native=$(realpath "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$source/tests/install/debian.sh"
needs i686-linux-gnu-gcc ninja
root=$work/root
mkdir "$root"
tar -x -f "$debian" -C "$root" --exclude './dev/*'
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/urandom" c 1 9

echo "-- built"        # quickly: what an optimizer does is not asked here
cat > "$work/toolchain.cmake" <<CMAKE
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(CMAKE_C_COMPILER i686-linux-gnu-gcc)
set(CMAKE_SYSROOT $root)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_LIBRARY_ARCHITECTURE i386-linux-gnu)
set(CMAKE_C_FLAGS_INIT "-isystem $root/usr/include/i386-linux-gnu -B$root/usr/lib/i386-linux-gnu")
CMAKE
export PKG_CONFIG_SYSROOT_DIR="$root" PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR="$root/usr/lib/i386-linux-gnu/pkgconfig:$root/usr/share/pkgconfig"
{
    cmake -S "$source" -B "$work/build" -G Ninja --toolchain "$work/toolchain.cmake" -DSMTPLOG_TESTS=OFF \
        -DCMAKE_BUILD_TYPE=Debug ${CCACHE:+-DCMAKE_C_COMPILER_LAUNCHER=$CCACHE}
    cmake --build "$work/build" --target smtplog
    cp "$work/build/smtplog" "$root/usr/bin/"
} > "$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
file=$(readelf -h "$root/usr/bin/smtplog")
case $file in *ELF32*80386*) ;; *) echo "$file"; die "it is not built for 32 bits" ;; esac

echo "-- every call of libc has 64 bits"
nm -D --undefined-only "$root/usr/bin/smtplog" | sed 's/.* U //; s/@.*//' > "$work/calls"
grep -q '^__time64$\|^__clock_gettime64$' "$work/calls" || die "no clock with 64 bits is asked"
! grep -x 'time\|clock_gettime\|localtime_r\|gmtime_r\|mktime\|timegm\|f\?stat\|lstat\|fstatat\|open\|openat\|lseek\|pread\|pwrite\|mmap\|ftruncate\|fopen\|fseeko\|readdir' \
    "$work/calls" || die "these have 32"

echo "-- it says what 64 bits say"
cp -r "$source/tests/samples" "$root/tmp/"
in32() { env -i PATH=/usr/sbin:/usr/bin TZ=UTC LC_ALL=C.UTF-8 HOME=/tmp SMTPLOG_NOW=@1795352400 chroot "$root" /usr/bin/smtplog "$@"; }
in64() { env -i TZ=UTC LC_ALL=C.UTF-8 HOME="$work" SMTPLOG_NOW=@1795352400 "$native" "$@"; }
in32 --version | head -n 1
in32 parse /tmp/samples/mail.log /tmp/samples/mainlog > "$work/said32"
(cd / && in64 parse "$source/tests/samples/mail.log" "$source/tests/samples/mainlog") > "$work/said64"
sed -i "s|$source/tests/samples|/tmp/samples|g" "$work/said64"
[ -s "$work/said32" ] && cmp "$work/said32" "$work/said64"
in32 --db /tmp/a.db ingest -q /tmp/samples
in64 --db "$work/a.db" ingest -q "$source/tests/samples"
in32 --db /tmp/a.db top --since 2026-11-20 --until 2026-11-23 > "$work/top32"
in64 --db "$work/a.db" top --since 2026-11-20 --until 2026-11-23 > "$work/top64"
cmp "$work/top32" "$work/top64"
# a database of one is read by the other
in64 --db "$root/tmp/a.db" top --since 2026-11-20 --until 2026-11-23 | cmp - "$work/top64"

echo "-- beyond 2038, and beyond 4 GiB"
refused() {
    echo "$1 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1" \
         "<$2@example.org>: Relay access denied; from=<a@example.net> to=<$2@example.org> proto=SMTP helo=<h>"
}
refused 2044-03-01T10:00:00Z late > "$root/tmp/late.log"
in32 parse /tmp/late.log | grep -q 2044-03-01T10:00:00 || die "a time of 2044 is not told"
refused 2026-11-22T10:00:00Z before > "$root/tmp/large.log"
truncate -s 4400M "$root/tmp/large.log"         # a hole, as a crash leaves one
{ echo; refused 2026-11-22T10:00:01Z beyond; } >> "$root/tmp/large.log"
in32 --db /tmp/large.db ingest -q /tmp/large.log || [ $? = 1 ]
said=$(in32 --db /tmp/large.db sql "SELECT group_concat(recipient, ' ') AS r FROM failures" --format tsv | tail -n 1)
[ "$said" = "before@example.org beyond@example.org" ] || die "of a file beyond 4 GiB it read: $said"
echo "1 passed, 0 failed"
