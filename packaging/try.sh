#!/bin/sh
# try.sh - from a fresh Debian to the first answer: installs what is needed, builds a release, reads
# this machine's mail logs (or, if it has none, the samples of this repository) and prints the top
# offenders.  The database is build/try.db; nothing outside the build folder is written.
set -eu
cd "$(dirname "$0")/.."
. packaging/packages.sh
# shellcheck disable=SC2086
install_packages $BUILD_PACKAGES

cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSMTPLOG_TESTS=OFF
cmake --build build

smtplog="build/smtplog --db build/try.db"
for log in /var/log/mail.log /var/log/maillog /var/log/exim4/mainlog /var/log/exim_mainlog; do
    if [ -s "$log" ] && [ -r "$log" ]; then
        echo "Reading this machine's mail logs."
        $smtplog ingest || true         # what could not be read has been said
        exec $smtplog top --since 7d
    fi
done
echo "This machine has no mail logs that we may read; reading the samples in tests/samples."
$smtplog ingest tests/samples
exec $smtplog top --since 2026-11-20 --until 2026-11-23
