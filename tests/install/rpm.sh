#!/bin/sh
# rpm.sh BUILD SOURCE: the RPMs that cpack makes of a build: their files, the configuration that an upgrade
# leaves alone, and the program run from where they put it.  77: no rpmbuild.
set -eu
build=$1 source=$2
command -v rpmbuild > /dev/null || { echo "skipped: rpmbuild is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$build"
cpack -G RPM -B "$work" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
rpm -qp --list "$work"/smtplog-[0-9]*.rpm > "$work/program"
pages=$(cd "$source/docs/man" && for page in *.[1-8]; do echo "/usr/share/man/man${page##*.}/$page"; done)
for file in $pages /usr/bin/smtplog /etc/smtplog/forms.d /usr/lib/sysusers.d/smtplog.conf \
            /usr/lib/systemd/system/smtplog-nightly.timer /etc/smtplog/rules.d; do
    grep -qx "$file" "$work/program" || { echo "the package lacks $file"; exit 1; }
done
test "$(rpm -qp --configfiles "$work"/smtplog-[0-9]*.rpm)" = /etc/smtplog/smtplog.conf
rpm -qp --list "$work"/smtplog-devel-*.rpm | grep -qx /usr/include/smtplog/parser.h
rpm -qp --requires "$work"/smtplog-devel-*.rpm | grep -q '^smtplog = '
mkdir "$work/root"
rpm --root "$work/root" --initdb
rpm --root "$work/root" --nodeps --noscripts -i "$work"/smtplog-[0-9]*.rpm
"$work/root/usr/bin/smtplog" --version | head -n 1
echo 'Keep: 91d' >> "$work/root/etc/smtplog/smtplog.conf"
rpm --root "$work/root" --nodeps --noscripts -U --force "$work"/smtplog-[0-9]*.rpm
tail -n 1 "$work/root/etc/smtplog/smtplog.conf" | grep -qx 'Keep: 91d'
rpm --root "$work/root" --noscripts -e smtplog > "$work/log" 2>&1
test ! -e "$work/root/usr/bin/smtplog"
echo "1 passed, 0 failed"
