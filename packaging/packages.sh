# packages.sh - Debian packages that building, running and testing smtplog takes; sourced.
#
# install_packages NAME... installs what is missing, with sudo where we are not root.
BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config gettext libsqlite3-dev zlib1g-dev
    libpcre2-dev libjson-c-dev libxxhash-dev"
TEST_PACKAGES="libcriterion-dev sqlite3 python3 gzip man-db logrotate systemd
    util-linux chromium"

install_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -q
    # shellcheck disable=SC2086  # the list is words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}
