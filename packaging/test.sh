#!/bin/sh
# test.sh - installs what is needed, builds with warnings as errors, runs all tests; then once more
# under the address and undefined-behaviour sanitizers.  At the end stands what was not tested, and why.
set -eu
cd "$(dirname "$0")/.."
. packaging/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES

# What comes over the network comes while the compiler works; a line for each that does not come.
fetch_all() {
    fetch_servers build-servers || echo "no mail servers or databases to test with: fetch_servers failed" >&3
    fetch_beside build-servers/beside || echo "not all tools to compare with: fetch_beside failed" >&3
    fetch_chroot build-servers/debian.tar || echo "no clean Debian to install packages in: fetch_chroot failed" >&3
    fetch_chroot build-servers/debian-13.tar trixie || echo "no Debian 13: fetch_chroot failed" >&3
    fetch_sysroot build-servers/i386.tar || echo "no Debian for 32 bits: fetch_sysroot failed" >&3
}
build() {
    cmake --preset "$1" -G Ninja
    cmake --build --preset "$1"
}
failed=0
tests() {               # one more than there are processors: some wait, for a server or a clock
    ctest --preset "$1" -j $(($(nproc) + 1)) --output-junit tests.xml || failed=1
}

mkdir -p build-servers
fetch_all > build-servers/fetched.log 2>&1 3> build-servers/missing &
fetching=$!
trap 'kill $fetching' EXIT
build dev
wait $fetching
trap - EXIT
cat build-servers/fetched.log
tests dev
build asan
tests asan
[ ! -s build-servers/missing ] || { echo "Missing:"; cat build-servers/missing; }
python3 tests/skipped.py "plain: build-dev/tests.xml" "sanitizers: build-asan/tests.xml"
exit $failed
