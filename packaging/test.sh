#!/bin/sh
# test.sh - installs what is needed, builds with warnings as errors, runs all tests; then once more
# under the address and undefined-behaviour sanitizers.  At the end stands what was not tested, and why.
set -eu
cd "$(dirname "$0")/.."
. packaging/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
missing=
fetch_servers build-servers || missing="$missing
no mail servers or databases to test with: fetch_servers failed"
fetch_beside build-servers/beside || missing="$missing
not all tools to compare with: fetch_beside failed"
fetch_chroot build-servers/debian.tar || missing="$missing
no clean Debian to install packages in: fetch_chroot failed"
fetch_chroot build-servers/debian-13.tar trixie || missing="$missing
no Debian 13: fetch_chroot failed"
fetch_sysroot build-servers/i386.tar || missing="$missing
no Debian for 32 bits: fetch_sysroot failed"

failed=0
for preset in dev asan; do
    cmake --preset "$preset" -G Ninja
    cmake --build --preset "$preset"
    # one more than there are processors: some tests wait, for a server or a clock
    ctest --preset "$preset" -j $(($(nproc) + 1)) --output-junit tests.xml || failed=1
done
[ -z "$missing" ] || echo "Missing:$missing"
python3 tests/skipped.py "plain: build-dev/tests.xml" "sanitizers: build-asan/tests.xml"
exit $failed
