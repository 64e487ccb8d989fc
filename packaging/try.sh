#!/bin/sh
# try.sh - from a fresh Debian to the first answer: installs what is needed, builds a release, reads
# this machine's mail logs (or, if it has none, the samples of this repository) and prints the top
# offenders.  The databases are build/try.db and, for the samples, build/samples.db, so that no
# answer mixes them; nothing outside the build folder is written.  What the build says stands in
# build/try.log.
set -eu
cd "$(dirname "$0")/.."
. packaging/packages.sh
mkdir -p build
quietly() {
    "$@" >> build/try.log 2>&1 ||
        { tail -n 20 build/try.log >&2; echo "$1 failed; all it said: build/try.log" >&2; exit 1; }
}
: > build/try.log
echo "Building smtplog (about a minute) ..."
# shellcheck disable=SC2086
quietly install_packages $BUILD_PACKAGES
quietly cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSMTPLOG_TESTS=OFF
quietly cmake --build build

for log in /var/log/mail.log /var/log/maillog /var/log/exim4/mainlog /var/log/exim_mainlog; do
    if [ -s "$log" ] && [ -r "$log" ]; then
        echo "Reading this machine's mail logs into build/try.db."
        build/smtplog --db build/try.db ingest || true      # what could not be read has been said
        exec build/smtplog --db build/try.db top --since 7d
    fi
    [ ! -s "$log" ] || echo "$log: not readable for $(id -un); run this as root to read it."
done
echo "No mail logs that we may read; reading the samples in tests/samples into build/samples.db."
build/smtplog --db build/samples.db ingest tests/samples
exec build/smtplog --db build/samples.db top --since 2026-11-20 --until 2026-11-23
