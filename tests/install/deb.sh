#!/bin/sh
# deb.sh SOURCE DEBIAN_TAR: the Debian packages and the container from end to end.  The Containerfile's
# first stage builds the packages in a clean Debian from a copy of the source, so what they are built
# from is complete; they pass lintian; its second stage installs them and runs without root.  Then, in
# Debians of their own: an upgrade over the version before with a database of the first schema, a
# parser made from what is installed, removal, purge.  77: a tool, root, or the clean Debian
# (packaging/packages.sh makes DEBIAN_TAR) is missing.
set -eu
source=$1 debian=$2
skip() { echo "skipped: $1"; exit 77; }
[ "$(id -u)" = 0 ] || skip "not root"
for tool in dpkg-deb lintian chroot git; do
    command -v "$tool" > /dev/null || skip "$tool is not installed"
done
[ -e "$debian" ] || skip "no $debian: packaging/test.sh makes it"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
die() { echo "wrong: $1"; exit 1; }
fresh() {       # fresh NAME: a Debian in $work/NAME that gets packages from where this machine does
    mkdir "$work/$1"
    tar -x -f "$debian" -C "$work/$1" --exclude './dev/*'
    mknod -m 666 "$work/$1/dev/null" c 1 3
    mknod -m 666 "$work/$1/dev/urandom" c 1 9
    cp -a /etc/resolv.conf "$work/$1/etc/" 2> /dev/null || true
    rm -f "$work/$1"/etc/apt/sources.list.d/*       # those that the tar file was made from
    cp -a /etc/apt/. "$work/$1/etc/apt/"
    chroot "$work/$1" apt-get update -q > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}
inside() { env -i LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$work/$1" /bin/sh -euc "$2"; }
install_in() {  # install_in NAME PACKAGE...: with what they depend on
    root=$1; shift
    DEBIAN_FRONTEND=noninteractive chroot "$work/$root" apt-get install -q -y --allow-downgrades \
        --no-install-recommends "$@" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

echo "-- built in a clean Debian, and nothing to complain about"
mkdir "$work/source"
cd "$source"
git ls-files -z | xargs -0 cp --parents -t "$work/source"
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
cp -r tests/samples schema "$work/system/tmp/"
install_in system /tmp/debs/before.deb
inside system 'id smtplog | grep -q "(adm)"
    sed -i "s/^Keep: 90d/Keep: 91d/" /etc/smtplog/smtplog.conf
    install -d -o smtplog -g adm /var/lib/smtplog
    cat /tmp/schema/migrate/0001_*.sql | sqlite3 /var/lib/smtplog/smtplog.db
    sqlite3 /var/lib/smtplog/smtplog.db "PRAGMA user_version = 1"'

echo "-- upgraded"
install_in system /tmp/debs/now.deb
inside system 'grep -q "^Keep: 91d" /etc/smtplog/smtplog.conf
    smtplog --version | head -n 1
    smtplog ingest /tmp/samples/mail.log > /tmp/log 2>&1 || [ $? = 1 ]
    test "$(sqlite3 /var/lib/smtplog/smtplog.db "PRAGMA user_version")" = "$(ls /tmp/schema/migrate | wc -l)"
    smtplog sql "SELECT count(*) > 0 AS read FROM failures" --format tsv
    test -L /etc/systemd/system/timers.target.wants/smtplog-nightly.timer'

echo "-- a parser made from what is installed"
inside build 'dpkg -i /debs/smtplog_*.deb /debs/smtplog-dev_*.deb > /tmp/log 2>&1 || { cat /tmp/log; exit 1; }
    cp -r /usr/share/doc/smtplog-dev/examples/template /tmp/dove
    cd /tmp/dove && cmake -S . -B build -DCMAKE_INSTALL_PREFIX=/usr > log && cmake --build build >> log
    cmake --install build >> log
    smtplog parse --plugin "$(pkg-config --variable=plugindir smtplog)/dove.so" dove.log | wc -l'

echo "-- removed, then purged"
inside system 'dpkg -r smtplog > /tmp/log 2>&1
    test -e /etc/smtplog/smtplog.conf; test -e /var/lib/smtplog/smtplog.db
    test ! -e /usr/bin/smtplog
    dpkg -P smtplog > /tmp/log 2>&1
    test ! -e /etc/smtplog; test ! -e /var/lib/smtplog'
echo "1 passed, 0 failed"
