#!/bin/sh
# units.sh CMAKE BUILD: installs into a scratch prefix, and asks systemd whether the units are sound and
# the nightly one is well locked up (exposure at most 1.0 of 10).
set -eu
if ! command -v systemd-analyze > /dev/null; then
    echo "skipped: systemd-analyze is not installed: the units are not checked"
    exit 77
fi
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
chmod 755 "$prefix"
"$1" --install "$2" --prefix "$prefix" > "$prefix/log"
units=$prefix/lib/systemd/system
grep -q "^ExecStart=$prefix/bin/smtplog nightly" "$units/smtplog-nightly.service"
systemd-analyze verify --man=no "$units/smtplog-nightly.service" "$units/smtplog-mail.service" \
    "$units/smtplog-nightly.timer"
systemd-analyze security --offline=yes --threshold=10 "$units/smtplog-nightly.service" > "$prefix/said" ||
    { cat "$prefix/said"; exit 1; }
tail -n 1 "$prefix/said"
