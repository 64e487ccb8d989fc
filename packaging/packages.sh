# packages.sh - Debian packages that building, running and testing smtplog takes; sourced.
#
# install_packages NAME... installs what is missing, with sudo where we are not root.
# fetch_servers FOLDER unpacks servers below FOLDER, for tests/mta, tests/monitoring and
# tests/clickhouse; installs none.
# fetch_beside FOLDER unpacks into FOLDER what tests/beside compares with and what would bring a mail
# server or a daemon along.
# fetch_chroot FILE [RELEASE] makes a small Debian as a tar file, for tests/install: of this machine's
# release, or of the one that is named.  fetch_sysroot FILE makes one for 32 bits with all to build against.
BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config gettext libsqlite3-dev zlib1g-dev
    libpcre2-dev libjson-c-dev libxxhash-dev libzstd-dev liblzma-dev libbz2-dev
    libutf8proc-dev libedit-dev libsystemd-dev"
TEST_PACKAGES="libcriterion-dev sqlite3 python3 gzip zstd xz-utils bzip2 man-db logrotate systemd
    systemd-journal-remote zsh fish util-linux mandoc chromium iproute2 openssl libmime-tools-perl
    sqlite-utils lintian mmdebstrap rpm pflogsumm goaccess lnav cppcheck clang-tidy
    gcc-i686-linux-gnu arch-test"
# What a clean Debian for tests/install holds beside the essential.
CHROOT_PACKAGES="systemd-standalone-sysusers sqlite3"

install_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        if ! command -v sudo > /dev/null; then
            echo "Missing are:$missing" >&2
            echo "Installing them takes root; as root: apt-get install$missing" >&2
            return 1
        fi
    fi
    $as_root apt-get update -q
    # shellcheck disable=SC2086  # the list is words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# Mail servers exclude each other as packages, and all would begin to serve, so they are unpacked
# only, each with the packages that it needs and this machine lacks.  Every package whose own files a
# test reads is named: what is installed here already comes only by its name.
fetch_servers() {
    fetch_server "$1/postfix" postfix libsasl2-modules libsasl2-modules-db sasl2-bin &&
        fetch_server "$1/exim" exim4-daemon-light exim4-base exim4-config &&
        fetch_server "$1/sendmail" sendmail-bin sendmail-base sendmail-cf sensible-mda \
            libsasl2-modules libsasl2-modules-db sasl2-bin &&
        fetch_server "$1/opensmtpd" opensmtpd &&
        fetch_server "$1/prometheus" prometheus &&
        fetch_server "$1/clickhouse" clickhouse-server clickhouse-client clickhouse-common
}

fetch_server() {
    folder=$1; shift
    [ ! -d "$folder" ] || return 0
    rm -rf "$folder.debs" "$folder.part"
    mkdir -p "$folder.debs/partial" "$folder.part" &&
        apt-get install -q -y --no-install-recommends --download-only --reinstall \
            -o Debug::NoLocking=1 -o Dir::Cache::archives="$(cd "$folder.debs" && pwd)" "$@" &&
        for deb in "$folder.debs"/*.deb; do dpkg -x "$deb" "$folder.part" || return 1; done &&
        mv "$folder.part" "$folder" && rm -r "$folder.debs"
}

# One package each, without what it depends on; its version as PACKAGE.version beside its files.
fetch_beside() {
    [ ! -d "$1" ] || return 0
    rm -rf "$1.part"
    mkdir -p "$1.part" && (
        cd "$1.part" && apt-get download -q logwatch exim4-base prometheus-postfix-exporter &&
            for deb in ./*.deb; do
                dpkg -x "$deb" . && dpkg-deb -f "$deb" Version > "$(dpkg-deb -f "$deb" Package).version" &&
                    rm "$deb" || exit 1
            done
    ) && mv "$1.part" "$1"
}

# Of this release from the places that this machine has its own packages from; of another from Debian's.
fetch_chroot() {
    [ ! -e "$1" ] || return 0
    here=$(dpkg --print-architecture)
    if [ $# = 2 ]; then
        make_debian "$1" "$here" "$2" "$CHROOT_PACKAGES"
    else
        # shellcheck disable=SC2046  # names of files, without blanks
        make_debian "$1" "$here" "$(this_release)" "$CHROOT_PACKAGES" $(find /etc/apt -maxdepth 2 \
            -name sources.list -o -maxdepth 2 -path '*.d/*.list' -o -path '*.d/*.sources')
    fi
}

# i386 runs where amd64 does, so what is built for it can be tried.
fetch_sysroot() {
    [ ! -e "$1" ] || return 0
    # shellcheck disable=SC2086  # the list is words
    make_debian "$1" i386 "$(this_release)" "$(printf '%s\n' $BUILD_PACKAGES | grep -- -dev)" \
        "deb http://deb.debian.org/debian $(this_release) main"
}

# make_debian FILE ARCHITECTURE RELEASE PACKAGES [SOURCE...]: Debian's own place if no source is named.
make_debian() {
    file=$1 architecture=$2 release=$3
    # shellcheck disable=SC2086  # the list is words
    include=$(printf '%s,' $4)
    shift 4
    mmdebstrap --quiet --format=tar --variant=minbase --architectures="$architecture" --include="${include%,}" \
        "$release" "$file.part" "$@" && mv "$file.part" "$file"
}
this_release() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }
