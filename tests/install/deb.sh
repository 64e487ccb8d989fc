#!/bin/sh
# deb.sh SOURCE DEBIAN_TAR: the Debian packages and the container from end to end.  The Containerfile's
# first stage builds the packages in a clean Debian from a copy of the source, so what they are built
# from is complete; they pass lintian; its second stage installs them and runs without root.  Then, in
# Debians of their own: an upgrade over the version before with a database of the first schema, a
# parser made from what is installed, removal, purge; and a newcomer's first nightly mail, timed.  77: a tool, root, or the clean Debian
# (packaging/packages.sh makes DEBIAN_TAR) is missing.
set -eu
source=$(cd "$1" && pwd) debian=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$source/tests/install/debian.sh"
needs dpkg-deb lintian

echo "-- built in a clean Debian, and nothing to complain about"
cd "$source"
copy_of_source "$work/source"
fresh build
python3 tests/install/stage.py packaging/Containerfile 0 "$work/build" "$work/source"
debs=$work/build/debs
lintian --fail-on error,warning "$debs"/smtplog_*.deb "$debs"/smtplog-dev_*.deb
version=$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)
upstream=$(sed -n 's/^project(smtplog VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "${version%-*}" = "$upstream" ] || die "debian/changelog has $version, CMakeLists.txt $upstream"
. packaging/packages.sh
for package in $BUILD_PACKAGES; do      # one list, told twice: control cannot ask a shell script
    case $package in libc6-dev) continue ;; esac
    grep -q "[ ,]$package[ ,(]*" debian/control || die "debian/control does not ask for $package"
done

echo "-- the container"
fresh container
said=$(python3 tests/install/stage.py packaging/Containerfile 1 "$work/container" "$work/build")
[ "$said" = "smtplog:adm /usr/bin/smtplog" ] || die "it would run as $said"
cp -r tests/samples "$work/container/tmp/"
LC_ALL=C HOME=/ SMTPLOG_DB=/var/lib/smtplog/smtplog.db chroot --userspec=smtplog:adm "$work/container" \
    /usr/bin/smtplog ingest /tmp/samples

echo "-- the version before, a database of its time, and a setting changed"
fresh system
mkdir "$work/system/tmp/debs"
dpkg-deb -R "$debs"/smtplog_*.deb "$work/before"
sed -i 's/^Version: .*/Version: 0.1.0-1/' "$work/before/DEBIAN/control"
dpkg-deb -b "$work/before" "$work/system/tmp/debs/before.deb" > "$work/log"
cp "$debs"/smtplog_*.deb "$work/system/tmp/debs/now.deb"
cp -r tests/samples "$work/source/schema" "$work/system/tmp/"      # of what was built
install_in system /tmp/debs/before.deb
inside system 'id smtplog | grep -q "(adm)"
    sed -i "s/^Keep: 90d/Keep: 91d/" /etc/smtplog/smtplog.conf
    install -d -o smtplog -g adm /var/lib/smtplog
    cat /tmp/schema/migrate/0001_*.sql | sqlite3 /var/lib/smtplog/smtplog.db
    sqlite3 /var/lib/smtplog/smtplog.db "PRAGMA user_version = 1"'

echo "-- upgraded"
dpkg-deb -c "$debs"/smtplog_*.deb > "$work/list"
for page in docs/man/*.[1-8]; do
    grep -q "man/man${page##*.}/${page##*/}.gz$" "$work/list" || die "no ${page##*/}"
done
for folder in conf.d rules.d forms.d; do
    grep -q " ./etc/smtplog/$folder/$" "$work/list" || die "no /etc/smtplog/$folder"
done
install_in system /tmp/debs/now.deb
inside system 'grep -q "^Keep: 91d" /etc/smtplog/smtplog.conf
    smtplog --version | head -n 1
    smtplog ingest /tmp/samples/mail.log > /tmp/log 2>&1 || [ $? = 1 ]
    test "$(sqlite3 /var/lib/smtplog/smtplog.db "PRAGMA user_version")" = "$(ls /tmp/schema/migrate | wc -l)"
    smtplog sql "SELECT count(*) > 0 AS read FROM failures" --format tsv
    test -L /etc/systemd/system/timers.target.wants/smtplog-nightly.timer'

echo "-- a parser made from what is installed"
own_parser() {
    inside build 'dpkg -i /debs/smtplog_*.deb /debs/smtplog-dev_*.deb > /tmp/log 2>&1 || { cat /tmp/log; exit 1; }
        cp -r /usr/share/doc/smtplog-dev/examples/template /tmp/dove
        cd /tmp/dove && cmake -S . -B build -DCMAKE_INSTALL_PREFIX=/usr > log && cmake --build build >> log
        cmake --install build >> log
        smtplog parse --plugin "$(pkg-config --variable=plugindir smtplog)/dove.so" dove.log | wc -l'
}
seconds own_parser
echo "from the packages to a parser of one's own that says something: $took, 6 commands"

echo "-- from the package to the first nightly mail"
fresh new
cp "$work/system/tmp/debs/now.deb" "$work/new/tmp/smtplog.deb"
# A night's log as rsyslog writes it, of yesterday, readable for adm as Debian's is.
yesterday=$(date -u -d yesterday +%F)
for minute in 10 11 12; do
    echo "${yesterday}T09:$minute:00+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]:" \
        "554 5.7.1 <u@example.org>: Relay access denied; from=<a@example.net> to=<u@example.org> proto=SMTP helo=<h>"
done > "$work/new/var/log/mail.log"
chroot "$work/new" chown root:adm /var/log/mail.log
chmod 640 "$work/new/var/log/mail.log"
# What systemd does at `systemctl start`: the unit's command as its user, with its folder and environment.
unit() {
    file=$(find "$work/new/usr/lib/systemd" "$work/new/lib/systemd/system" -name "$1" | head -n 1)
    has_state=$(sed -n 's/^StateDirectory=//p' "$file")
    inside new "install -d -o smtplog -g adm -m 0750 /var/lib/$has_state"
    # shellcheck disable=SC2046  # words of a command line
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin $(sed -n 's/^Environment=//p' "$file") \
        chroot --userspec=smtplog:adm "$work/new" $(sed -n 's/^ExecStart=//p' "$file") < /dev/null
}
first_mail() {
    install_in new /tmp/smtplog.deb dma
    inside new 'sed -i "s/^#* *Mail-To:.*/Mail-To: root/" /etc/smtplog/smtplog.conf
        grep -q "^Mail-To: root" /etc/smtplog/smtplog.conf'
    unit smtplog-nightly.service
    unit smtplog-mail.service
    for _ in $(seq 100); do     # the sender program delivers by itself
        ! grep -qs '^Subject:' "$work/new/var/mail/root" || break
        sleep 0.2
    done
}
seconds first_mail
echo "from the package to the first nightly mail: $took, 3 commands"
grep '^Subject:' "$work/new/var/mail/root" || die "no mail came"
inside new 'smtplog config --check; smtplog config' > "$work/config" || { cat "$work/config"; die "config"; }
grep -q 'Mail-To.*root' "$work/config" || { cat "$work/config"; die "the setting is not told"; }


echo "-- removed, then purged"
inside system 'dpkg -r smtplog > /tmp/log 2>&1
    test -e /etc/smtplog/smtplog.conf; test -e /var/lib/smtplog/smtplog.db
    test ! -e /usr/bin/smtplog
    dpkg -P smtplog > /tmp/log 2>&1
    test ! -e /etc/smtplog; test ! -e /var/lib/smtplog'
echo "1 passed, 0 failed"
