#!/bin/sh
# Loads the HTML report in Chromium: report.sh SMTPLOG SOURCE
#
# Tiles, charts and tables are there and have a size, and the first screen holds the verdict and the
# charts; every row can be linked to and every link leads somewhere; nothing sticks out at 390 and
# 1280 pixels, light and dark; the console stays silent and no request goes out (Chromium's own
# network log).  A page that does both wrong shows that the test would notice.  Status 77: no
# Chromium, skipped.
set -eu
smtplog=$1 source=$2
browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v "$name" || :)
done
if [ -z "$browser" ]; then
    echo "skipped: no Chromium here (install chromium, or set CHROMIUM)"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch" XDG_CONFIG_HOME="$scratch" XDG_CACHE_HOME="$scratch" TZ=UTC LC_ALL=C.UTF-8
export SMTPLOG_NOW=@1795457070 SMTPLOG_DB="$scratch/smtplog.db"
failed=0

fault() {
    echo "$*"
    failed=1
}

# browse NAME SCHEME URL: the page's DOM in NAME.dom, its console in NAME.err, requests in NAME.net.
# No name is looked up and the browser's own chatter is off, so that what is left is the page's.
browse() {
    name=$1 scheme=$2
    timeout 100 "$browser" --headless --no-sandbox --disable-gpu --no-first-run \
        --disable-extensions --disable-background-networking --disable-component-update \
        --disable-sync --disable-default-apps --disable-dev-shm-usage \
        --host-resolver-rules='MAP * ~NOTFOUND' --blink-settings=preferredColorScheme="$scheme" \
        --allow-file-access-from-files --user-data-dir="$scratch/profile" \
        --log-net-log="$scratch/$name.net" \
        --enable-logging=stderr --dump-dom "$3" > "$scratch/$name.dom" 2> "$scratch/$name.err" ||
        fault "$name: the browser ended with status $?"
}

console_of() {
    grep -c CONSOLE "$scratch/$1.err" || :
}

# Requests of the page in the network log, a URL a line; what the browser wants for itself (updates,
# the time) has no page as its initiator.
requests_of() {
    grep -E '"initiator":"[^"]*".*"url":"(https?|wss?|ftp):' "$scratch/$1.net" |
        grep -v '"initiator":"not an origin"' | grep -oE '"url":"[^"]*"' || :
}

# expect NAME LINE: the probe found it.
expect() {
    grep -qxF "$2" "$scratch/$1.found" ||
        fault "$1: not $2, but $(grep "^${2%%=*}=" "$scratch/$1.found")"
}

"$smtplog" ingest "$source/tests/samples/mail.log" "$source/tests/samples/mainlog" \
    "$source/tests/samples/rejectlog" > "$scratch/ingest" 2>&1 || fault "$(cat "$scratch/ingest")"
first=$("$smtplog" sql --format csv 'SELECT max(ts) / 86400 * 86400 FROM failures' | tail -n 1)
"$smtplog" report --since "@$first" --until "@$((first + 86400))" -o "$scratch/report.html"

browse noisy 1 "file://$source/tests/browser/noisy.html"
[ "$(console_of noisy)" -gt 0 ] || fault "the console's errors would not be noticed"
[ -n "$(requests_of noisy)" ] || fault "requests would not be noticed"

browse alone 1 "file://$scratch/report.html"
[ "$(console_of alone)" -eq 0 ] || fault "the console: $(grep CONSOLE "$scratch/alone.err")"
[ -z "$(requests_of alone)" ] || fault "requests: $(requests_of alone)"
grep -q '</html>' "$scratch/alone.dom" || fault "the page did not load"

probe=file://$source/tests/browser/probe.html
for width in 390 1280; do
    for scheme in 0 1; do                       # dark, light
        look=$width-$scheme
        browse "$look" "$scheme" "$probe?file://$scratch/report.html#$width"
        sed -n '/<pre id="findings">/,/<\/pre>/p' "$scratch/$look.dom" |
            sed 's/<[^>]*>//g' > "$scratch/$look.found"
        for line in 'headings=1 true' tiles=4 months=4 columns=true hours=24,24 days=30,30 bars=true \
            drawn=true named=true tables=true heads=true explained=true anchors=0 dangling=0 \
            coverage=true overflow=0 out=0 scrolls=0 small=0 scripts=0 requests=0
        do
            expect "$look" "$line"
        done
        [ "$width" = 390 ] || expect "$look" first=true     # verdict and charts in 1280 by 900
        [ -z "$(requests_of "$look")" ] || fault "$look requests: $(requests_of "$look")"
        [ "$(console_of "$look")" -eq 0 ] || fault "$look: $(grep CONSOLE "$scratch/$look.err")"
    done
done
light=$(grep '^ground=' "$scratch/390-1.found") dark=$(grep '^ground=' "$scratch/390-0.found")
[ "$light" != "$dark" ] || fault "light and dark look the same: $light"
[ "$failed" -eq 0 ] && echo "charts and tables are there, light and dark, at 390 and 1280 pixels"
exit "$failed"
