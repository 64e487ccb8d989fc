#!/bin/sh
# try.sh SOURCE DEBIAN_TAR: README's first command in a clean Debian, as a newcomer meets it: without root
# or sudo, as root with no mail logs, with some, with some that may not be read; then what it built is
# installed and set up as README and packaging/README.md tell it, line by line.  Prints how long the way
# from the clone to the first answer took.  77: root, a tool, or the clean Debian is missing.
set -eu
source=$(cd "$1" && pwd) debian=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$source/tests/install/debian.sh"
needs
fresh try
copy_of_source "$work/try/src"
has() { grep -q -e "$2" "$1" || { cat "$1"; die "$1 lacks: $2"; }; }
hasnt() { ! grep -q -e "$2" "$1" || { cat "$1"; die "$1 has: $2"; }; }
# The screen of `top` begins soon: what was done before it is told in a few lines.
soon() { head -n 4 "$1" | grep -q '^Failures ' || { head -n 8 "$1"; die "$1: the answer is buried"; }; }

as_nobody() {       # as_nobody FOLDER
    env -i PATH=/usr/sbin:/usr/bin:/bin chroot --userspec=nobody "$work/try" \
        /bin/sh -c "cd $1 && sh packaging/try.sh"
}

echo "-- neither root nor sudo"
cp -r "$work/try/src" "$work/try/clone"
chroot "$work/try" chown -R nobody: /clone
as_nobody /clone > "$work/denied" 2>&1 && die "it does without compiler and root"
has "$work/denied" 'Missing are: gcc .*libsqlite3-dev'
has "$work/denied" 'as root: apt-get install gcc '
[ "$(wc -l < "$work/denied")" -le 4 ] || { cat "$work/denied"; die "many words for one fact"; }

echo "-- root, and no mail logs"
seconds inside try 'cd /src && sh packaging/try.sh' > "$work/samples" 2>&1 || { cat "$work/samples"; exit 1; }
echo "from the clone to the first answer: $took, 1 command"
soon "$work/samples"
has "$work/samples" 'No mail logs that we may read; reading the samples'
has "$work/samples" '^27 failures'

echo "-- a mail log appears: the answer is about it alone"
cat > "$work/try/var/log/mail.log" <<LOG
$(date -u -d yesterday +%FT%TZ) own7 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u@example.org>: Relay access denied; from=<a@example.net> to=<u@example.org> proto=SMTP helo=<h>
LOG
inside try 'cd /src && sh packaging/try.sh' > "$work/own" 2>&1 || { cat "$work/own"; exit 1; }
soon "$work/own"
has "$work/own" '^1 failure\b'
has "$work/own" '^Failures .* own7 '
hasnt "$work/own" mx1

echo "-- a log that may not be read"
chmod 600 "$work/try/var/log/mail.log"
chroot "$work/try" chown -R nobody: /src
as_nobody /src > "$work/shut" 2>&1 || { cat "$work/shut"; exit 1; }
has "$work/shut" 'mail.log: not readable for nobody; run this as root to read it'
has "$work/shut" '^27 failures'

echo "-- installed by hand, and set up for every night"
install_in try systemd
typed "$source/README.md" "cmake --install" > "$work/try/lines"
typed "$source/packaging/README.md" systemd-sysusers "install -d /etc/smtplog" \
    "systemctl daemon-reload" "systemctl enable" | sed 's/ --now//' >> "$work/try/lines"
inside try 'export SYSTEMD_OFFLINE=1     # none runs there: the unit is enabled, and started by hand
    cd /src && cat /lines && . /lines > /log 2>&1 || { cat /log; exit 1; }
    smtplog --version | head -n 1
    test -L /etc/systemd/system/timers.target.wants/smtplog-nightly.timer
    id smtplog > /dev/null
    man=/usr/local/share/man; ls $man/man1/smtplog.1 $man/man5/smtplog.conf.5 $man/man7/smtplog-schema.7 > /log'
line=$(sed -n 's/^ExecStart=//p' "$work/try/usr/local/lib/systemd/system/smtplog-nightly.service")
install -d -o "$(inside try 'id -u smtplog')" "$work/try/var/lib/smtplog"
chmod 644 "$work/try/var/log/mail.log"
env -i PATH=/usr/sbin:/usr/bin XDG_STATE_HOME=/var/lib chroot --userspec=smtplog:adm "$work/try" $line
ls "$work/try/var/lib/smtplog"
echo "1 passed, 0 failed"
