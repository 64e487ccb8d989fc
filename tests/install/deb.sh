#!/bin/sh
# deb.sh SOURCE DEBIAN_TAR: the Debian packages from end to end.  They are built from a copy of the
# source, pass lintian, and are installed, upgraded over the version before (with a database of the
# first schema), used to write a parser, removed and purged in a clean Debian (packaging/packages.sh
# makes DEBIAN_TAR).  77: a tool, root, or the clean Debian is missing.
set -eu
source=$1 debian=$2
skip() { echo "skipped: $1"; exit 77; }
[ "$(id -u)" = 0 ] || skip "not root"
for tool in dpkg-buildpackage dh lintian chroot git; do
    command -v "$tool" > /dev/null || skip "$tool is not installed"
done
[ -e "$debian" ] || skip "no $debian: packaging/test.sh makes it"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
die() { echo "wrong: $1"; exit 1; }

echo "-- built, and nothing to complain about"
mkdir "$work/smtplog" "$work/root"
cd "$source"
git ls-files -z | xargs -0 cp --parents -t "$work/smtplog"
(cd "$work/smtplog" && dpkg-buildpackage -us -uc -b > "$work/build.log" 2>&1) ||
    { tail -n 30 "$work/build.log"; exit 1; }
lintian --fail-on error,warning "$work"/smtplog_*.changes
version=$(dpkg-parsechangelog -l "$work/smtplog/debian/changelog" -S Version)
upstream=$(sed -n 's/^project(smtplog VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ "${version%-*}" = "$upstream" ] || die "debian/changelog has $version, CMakeLists.txt $upstream"
. packaging/packages.sh
for package in $BUILD_PACKAGES; do      # one list, told twice: control cannot ask a shell script
    case $package in libc6-dev) continue ;; esac
    grep -q "[ ,]$package[ ,(]*" debian/control || die "debian/control does not ask for $package"
done

echo "-- the version before, a database of its time, and a setting changed"
root=$work/root
tar -x -f "$debian" -C "$root" --exclude ./dev
mkdir -p "$root/dev" && mknod -m 666 "$root/dev/null" c 1 3
mkdir "$root/tmp/debs"
dpkg-deb -R "$work"/smtplog_*.deb "$work/before"
sed -i 's/^Version: .*/Version: 0.1.0-1/' "$work/before/DEBIAN/control"
dpkg-deb -b "$work/before" "$root/tmp/debs/before.deb" > "$work/before.log"
cp "$work"/smtplog_*.deb "$root/tmp/debs/now.deb"
cp "$work"/smtplog-dev_*.deb "$root/tmp/debs/dev.deb"
cp -r tests/samples schema "$root/tmp/"
inside() { LC_ALL=C chroot "$root" /bin/sh -euc "$1"; }
inside 'dpkg -i /tmp/debs/before.deb > /tmp/log
        id smtplog | grep -q "(adm)"
        sed -i "s/^Keep: 90d/Keep: 91d/" /etc/smtplog/smtplog.conf
        install -d -o smtplog -g adm /var/lib/smtplog
        cat /tmp/schema/migrate/0001_*.sql | sqlite3 /var/lib/smtplog/smtplog.db
        sqlite3 /var/lib/smtplog/smtplog.db "PRAGMA user_version = 1"'

echo "-- upgraded"
inside 'dpkg -i /tmp/debs/now.deb /tmp/debs/dev.deb > /tmp/log 2>&1 || { cat /tmp/log; exit 1; }
        grep -q "^Keep: 91d" /etc/smtplog/smtplog.conf
        smtplog --version | head -n 1
        smtplog ingest /tmp/samples/mail.log > /tmp/log 2>&1 || [ $? = 1 ]
        test "$(sqlite3 /var/lib/smtplog/smtplog.db "PRAGMA user_version")" \
            = "$(ls /tmp/schema/migrate | wc -l)"
        smtplog sql "SELECT count(*) > 0 AS read FROM failures" --format tsv
        test -L /etc/systemd/system/timers.target.wants/smtplog-nightly.timer'

echo "-- a parser made from what is installed"
inside 'cp -r /usr/share/doc/smtplog-dev/examples/template /tmp/dove
        cd /tmp/dove && cmake -S . -B build -DCMAKE_INSTALL_PREFIX=/usr > log && cmake --build build >> log
        cmake --install build >> log
        smtplog parse --plugin "$(pkg-config --variable=plugindir smtplog)/dove.so" dove.log | wc -l'

echo "-- removed, then purged"
inside 'dpkg -r smtplog-dev smtplog > /tmp/log 2>&1
        test -e /etc/smtplog/smtplog.conf; test -e /var/lib/smtplog/smtplog.db
        test ! -e /usr/bin/smtplog
        dpkg -P smtplog > /tmp/log 2>&1
        test ! -e /etc/smtplog; test ! -e /var/lib/smtplog'
echo "1 passed, 0 failed"
