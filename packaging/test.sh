#!/bin/sh
# test.sh - installs what is needed, builds with warnings as errors, runs all tests; then once more
# under the address and undefined-behaviour sanitizers.
set -eu
cd "$(dirname "$0")/.."
. packaging/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES $TEST_PACKAGES
fetch_servers build-servers || echo "no mail servers: their tests will be skipped"
fetch_chroot build-servers/debian.tar || echo "no clean Debian: packages are not installed in one"

for preset in dev asan; do
    cmake --preset "$preset" -G Ninja
    cmake --build --preset "$preset"
    ctest --preset "$preset" -j "$(nproc)"
done
