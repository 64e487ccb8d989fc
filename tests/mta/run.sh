#!/bin/sh
# Runs one test against one real mail server: run.sh SERVER[/VARIANT] TEST SMTPLOG SOURCE SERVERS
#
# SERVER is postfix, exim, sendmail or opensmtpd, VARIANT one of those in SERVER.py, TEST is logs
# or mail (SERVER.py, TEST.py beside this file), SERVERS the folder that fetch_servers (packaging/packages.sh) filled.  The test gets namespaces of its own for
# mounts, network, processes and the host's name: whatever it mounts, listens on, starts and writes
# below /etc, /usr and /var is private, and gone when it ends, however it ends.  Only the scratch
# folder is this machine's, and removed.
set -eu
server=$1 test=$2 smtplog=$3 source=$4 servers=$5
skip() { echo "skipped: $*"; exit 77; }

[ "$(id -u)" = 0 ] || skip "mail servers are started by root"
name=${server%%/*}
[ -d "$servers/$name/usr" ] ||
    skip "no $name in $servers; packaging/test.sh fetches it (fetch_servers)"
for program in unshare ip python3 perl gzip openssl; do
    command -v "$program" > /dev/null || skip "no $program"
done
[ "$test" != mail ] || perl -MMIME::Parser -e 1 2> /dev/null || skip "no MIME::Tools"
own="unshare --mount --net --uts --ipc --pid --fork --kill-child --mount-proc"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
$own sh -ec 'cd "$0"; mount -t tmpfs none .; cd "$0"; mkdir up work
             mount -t overlay -o lowerdir=/usr,upperdir=up,workdir=work none /usr' "$scratch" \
    2> "$scratch/why" || skip "no namespaces or overlays here: $(cat "$scratch/why")"
# Not exec: the trap has to run.  The inner shell is process 1 there and buries the dead; when it
# ends, so does all that was started.
$own env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin TZ=UTC LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
    ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} \
    sh -c 'python3 "$@"; exit $?' sh \
    "$(dirname "$0")/$test.py" "$server" "$smtplog" "$source" "$servers/$name" "$scratch"
