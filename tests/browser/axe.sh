#!/bin/sh
# Has axe-core look for barriers in the HTML report: axe.sh SMTPLOG SOURCE FOLDER
#
# The report of the samples, one of an hour and one in Russian over many days, light and dark, at 390
# and 1280 pixels: axe finds nothing by any of its rules.  A page with known barriers shows that it
# would.  axe-core comes from npm, once, into FOLDER, or lies at $AXE.  Status 77: there is no Chromium
# or no axe-core, skipped.
#
# The page's own policy forbids every script, so axe runs in a copy without that line.
set -eu
smtplog=$1 source=$2 folder=$3 version=4.14.1
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
axe=${AXE:-$folder/axe-core-$version/axe.min.js}
if [ ! -r "$axe" ] && command -v npm > /dev/null; then
    (cd "$scratch" && npm pack --silent "axe-core@$version" && tar -xzf axe-core-*.tgz &&
        mkdir -p "${axe%/*}" && mv package/axe.min.js "$axe.part" && mv "$axe.part" "$axe") \
        > "$scratch/npm" 2>&1 || :
fi
if [ ! -r "$axe" ]; then
    echo "skipped: axe-core $version is not to be had (npm pack axe-core@$version, or set AXE)"
    exit 77
fi
export HOME="$scratch" XDG_CONFIG_HOME="$scratch" XDG_CACHE_HOME="$scratch" TZ=UTC LC_ALL=C.UTF-8
export SMTPLOG_NOW=@1795457070 SMTPLOG_DB="$scratch/smtplog.db"
cp "$axe" "$scratch/axe.min.js"
failed=0

# barriers PAGE WIDTH SCHEME: a line each, "rule: element"; nothing but "done" is a page without any.
# The frame has the width: a window has a least one.
barriers() {
    sed -e '/http-equiv="Content-Security-Policy"/d' \
        -e 's|</body>|<script src="axe.min.js"></script><script src="run.js"></script></body>|' \
        "$1" > "$scratch/looked-at.html"
    grep -q run.js "$scratch/looked-at.html" || echo "no place for axe in $1"
    echo "<iframe width=$2 height=4000 src=looked-at.html></iframe><pre id=found></pre><script>
        onmessage = (e) => { found.textContent = e.data; };</script>" > "$scratch/frame.html"
    timeout 100 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$scratch/profile" --window-size=1400,1000 --virtual-time-budget=30000 \
        --blink-settings=preferredColorScheme="$3" --dump-dom "file://$scratch/frame.html" \
        2> "$scratch/err" | sed -n '/<pre id="found">/,/<\/pre>/p' |
        sed 's|.*<pre id="found">||; s|</pre>.*||'
}
cat > "$scratch/run.js" <<'END'
axe.run(document, { resultTypes: ['violations'] }).then((results) => {
  const lines = results.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)}`));
  parent.postMessage(`AXE ${results.passes.length} rules passed\n` + lines.join('\n'), '*');
}, (error) => parent.postMessage('AXE ' + error, '*'));
END

"$smtplog" ingest "$source/tests/samples/mail.log" "$source/tests/samples/mainlog" \
    "$source/tests/samples/rejectlog" > "$scratch/ingest" 2>&1 || { cat "$scratch/ingest"; exit 1; }
first=$("$smtplog" sql --format csv 'SELECT max(ts) / 86400 * 86400 FROM failures' | tail -n 1)
"$smtplog" report --since "@$first" --until "@$((first + 86400))" -o "$scratch/full.html"
"$smtplog" --lang ru report --since "@$((first - 864000))" --until "@$((first + 86400))" \
    -o "$scratch/long.html"
"$smtplog" report --since "@$((first + 10800))" --until "@$((first + 14400))" -o "$scratch/hour.html"
printf '<!DOCTYPE html>\n<html><body><p style="color:#bbb">pale</p><svg role="img"></svg></body></html>' \
    > "$scratch/barred.html"

found=$(barriers "$scratch/barred.html" 1280 1)
for rule in color-contrast html-has-lang svg-img-alt; do
    echo "$found" | grep -q "^$rule: " || { echo "axe would not notice: $rule: $found"; failed=1; }
done
while read -r page width scheme; do
    found=$(barriers "$scratch/$page.html" "$width" "$scheme")
    case $found in
    'AXE '[1-9]*' rules passed') ;;
    *)  echo "$page, $width pixels, scheme $scheme: $found"
        failed=1 ;;
    esac
done <<END
full 390 0
full 390 1
full 1280 0
full 1280 1
long 390 1
long 1280 0
hour 390 0
hour 1280 1
END
[ "$failed" -eq 0 ] && echo "axe-core $version: no barrier in 3 pages, light and dark, at 390 and 1280 pixels"
exit "$failed"
