# packages.sh - Debian packages that building, running and testing smtplog takes; sourced.
#
# install_packages NAME... installs what is missing, with sudo where we are not root.
# fetch_servers FOLDER unpacks servers below FOLDER, for tests/mta, tests/monitoring and
# tests/clickhouse; installs none.
# fetch_beside FOLDER unpacks into FOLDER what tests/beside compares with and what would bring a mail
# server or a daemon along.
# fetch_chroot FILE makes a small Debian as a tar file, for tests/install.
BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config gettext libsqlite3-dev zlib1g-dev
    libpcre2-dev libjson-c-dev libxxhash-dev libzstd-dev liblzma-dev libbz2-dev
    libutf8proc-dev libedit-dev libsystemd-dev"
TEST_PACKAGES="libcriterion-dev sqlite3 python3 gzip zstd xz-utils bzip2 man-db logrotate systemd
    systemd-journal-remote zsh fish util-linux mandoc chromium iproute2 openssl libmime-tools-perl
    sqlite-utils lintian mmdebstrap rpm pflogsumm goaccess lnav"
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
# only, each with the packages that it needs and this machine lacks.
fetch_servers() {
    fetch_server "$1/postfix" postfix libsasl2-modules libsasl2-modules-db sasl2-bin &&
        fetch_server "$1/exim" exim4-daemon-light &&
        fetch_server "$1/sendmail" sendmail-bin sendmail-base sendmail-cf sensible-mda \
            libsasl2-modules libsasl2-modules-db sasl2-bin &&
        fetch_server "$1/opensmtpd" opensmtpd &&
        fetch_server "$1/prometheus" prometheus &&
        fetch_server "$1/clickhouse" clickhouse-server clickhouse-client
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

# Of the release and from the places that this machine has its own packages from.
fetch_chroot() {
    [ ! -e "$1" ] || return 0
    sources=$(find /etc/apt -maxdepth 2 -name 'sources.list' -o -maxdepth 2 -path '*.d/*.list' -o -path '*.d/*.sources')
    # shellcheck disable=SC1091,SC2086,SC2046  # the lists are words
    mmdebstrap --quiet --format=tar --variant=minbase --include="$(echo $CHROOT_PACKAGES | tr ' ' ,)" \
        "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$1.part" $sources &&
        mv "$1.part" "$1"
}
