# debian.sh - clean Debians for the tests of this folder; sourced, with $work a scratch folder and $debian
# the tar file that packaging/test.sh made.

skip() { echo "skipped: $1"; exit 77; }
die() { echo "wrong: $1"; exit 1; }

# needs TOOL...: skips without root, a tool, or the tar file.
needs() {
    [ "$(id -u)" = 0 ] || skip "not root"
    for tool in chroot git "$@"; do
        command -v "$tool" > /dev/null || skip "$tool is not installed"
    done
    [ -e "$debian" ] || skip "no $debian: packaging/test.sh makes it"
}

# fresh NAME: a Debian in $work/NAME that gets packages from where this machine does, unless the tar file
# is of another release, which knows by itself.
fresh() {
    mkdir "$work/$1"
    tar -x -f "$debian" -C "$work/$1" --exclude './dev/*'
    mknod -m 666 "$work/$1/dev/null" c 1 3
    mknod -m 666 "$work/$1/dev/urandom" c 1 9
    mkdir -p "$work/$1/dev/shm"
    ln -s /proc/self/fd "$work/$1/dev/fd"
    cp -a /etc/resolv.conf "$work/$1/etc/" 2> /dev/null || true
    if [ "$(release /)" = "$(release "$work/$1")" ]; then
        rm -f "$work/$1"/etc/apt/sources.list.d/*       # those that the tar file was made from
        cp -a /etc/apt/. "$work/$1/etc/apt/"
    fi
    echo force-unsafe-io > "$work/$1/etc/dpkg/dpkg.cfg.d/unsafe-io"
    if [ -d "$work/lists" ]; then
        cp -a "$work/lists/." "$work/$1/var/lib/apt/lists/"
        return
    fi
    chroot "$work/$1" apt-get update -q > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
    cp -a "$work/$1/var/lib/apt/lists" "$work/lists"
}

release() { sed -n 's/^VERSION_CODENAME=//p' "$1/etc/os-release"; }

# inside NAME COMMANDS: run by root there, with nothing of our environment.
inside() {
    env -i LC_ALL=C.UTF-8 HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$work/$1" /bin/sh -euc "$2"
}

# install_in NAME PACKAGE...: with what they depend on.
install_in() {
    root=$1; shift
    DEBIAN_FRONTEND=noninteractive chroot "$work/$root" apt-get install -q -y --allow-downgrades \
        --no-install-recommends "$@" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

# copy_of_source FOLDER: what a clone of $source would hold, and what is not committed yet.
copy_of_source() {
    mkdir -p "$1"
    (cd "$source" && git ls-files -z | xargs -0 cp --parents -t "$1")
}

# typed FILE WORD...: the lines of FILE's ```sh blocks that hold one of the words, as they stand there.
typed() {
    file=$1; shift
    for word in "$@"; do
        grep -v '^|' "$file" | awk '/^```/ {inside = $0 == "```sh"; next} inside' | grep -F -- "$word" |
            grep . || die "$file does not tell: $word"
    done
}

# seconds COMMAND...: runs it, and puts how long it took into $took: by the clock, and of a processor's
# time, which does not grow with what else the machine does.
seconds() {
    status=0 began=$(date +%s)
    processor; before=$used
    "$@" || status=$?
    processor
    took="$(minutes $(($(date +%s) - began))) (of a processor $(minutes $((used - before))))"
    return $status
}
minutes() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }
processor() {       # into $used: seconds of all children of this shell that have ended
    times > "$work/times"
    sed -n '2s/[ms.]/ /gp' "$work/times" > "$work/used"
    read -r um us _ sm ss _ < "$work/used"
    used=$((um * 60 + us + sm * 60 + ss))
}
