#!/bin/sh
# Shows the report's mail in Chromium as a poor mail program would: mail.sh SMTPLOG SOURCE
#
# The message is made by the real program and taken apart by Python's email.  Styles between <style>
# and drawings are cut out, as many mail programs do (there are none to be cut out), and what is left
# is measured at 390 and 700 pixels: nothing sticks out, the bars have their height and colour, words
# are large enough.  The plain part holds the same verdict in lines of at most 80 columns, and the
# subject is ASCII.  Status 77: no Chromium, skipped.
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

printf '#!/bin/sh\ncat > "%s/mail.eml"\n' "$scratch" > "$scratch/sendmail"
chmod +x "$scratch/sendmail"
printf 'Sendmail: %s/sendmail\nMail-From: smtplog@example.org\n' "$scratch" > "$scratch/mail.conf"
"$smtplog" ingest "$source/tests/samples/mail.log" "$source/tests/samples/mainlog" \
    "$source/tests/samples/rejectlog" > "$scratch/ingest" 2>&1 || { cat "$scratch/ingest"; exit 1; }
first=$("$smtplog" sql --format csv 'SELECT max(ts) / 86400 * 86400 FROM failures' | tail -n 1)
"$smtplog" --config "$scratch/mail.conf" report --since "@$first" --until "@$((first + 86400))" \
    --mail-to root@example.org

python3 - "$scratch" << 'END' || failed=1
import email, email.policy, re, sys
folder = sys.argv[1]
with open(folder + "/mail.eml", "rb") as f:
    mail = email.message_from_binary_file(f, policy=email.policy.default)
parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
html, text = parts["text/html"], parts["text/plain"]
stripped = re.sub(r"(?is)<(style|svg)\b.*?</\1>", "", html)
wrong = []
if stripped != html:
    wrong.append("the HTML part has styles or drawings of its own")
if not mail["subject"].isascii() or "bounced" not in mail["subject"]:
    wrong.append("the subject: " + mail["subject"])
verdict = re.search(r"(Mail (flows|stands)|Whether mail flows)[^<]*", html).group(0)
if verdict.split() != re.search(r"(Mail (flows|stands)|Whether)(.|\n)*?[;.] [^.]*\.", text).group(0).split():
    wrong.append("the plain part has another verdict than: " + verdict)
long = [line for line in text.splitlines() if len(line) > 80 and " " in line.strip()[20:]]
if long:
    wrong.append("a long line of the plain part: " + long[0])
if len(html) > 100000:      # some mail programs cut at 102 kB
    wrong.append("the HTML part has %d bytes" % len(html))
print("\n".join(wrong), end="\n" if wrong else "")
with open(folder + "/mail.html", "w") as out:
    out.write(stripped)
sys.exit(bool(wrong))
END

cat > "$scratch/probe.html" << 'END'
<!DOCTYPE html><meta charset="utf-8"><iframe id="frame" height="900" style="border:0"></iframe>
<pre id="findings"></pre>
<script>
frame.addEventListener('load', () => {
  const page = frame.contentDocument, root = page.documentElement;
  const all = (selector) => [...page.querySelectorAll(selector)];
  const box = (e) => e.getBoundingClientRect();
  const bars = all(
      'td[bgcolor="#cf4a40"], td[bgcolor="#c9790a"], td[bgcolor="#7e93a8"]').filter((e) => !e.textContent);
  const heights = new Set(bars.map((e) => Math.round(box(e).height)));
  const widths = new Set(bars.map((e) => Math.round(box(e).width)));
  const words = all('td').filter((e) => e.textContent.trim() && !e.querySelector('td'));
  findings.textContent = [
    'overflow=' + (root.scrollWidth - root.clientWidth),
    'bars=' + (bars.length > 10 && bars.every((e) => box(e).width * box(e).height > 0)),
    'columns differ=' + (heights.size > 2), 'bars differ=' + (widths.size > 2),
    'coloured=' + bars.every((e) => getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)'),
    'small=' + words.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 12).length,
    'verdict=' + /Mail (flows|stands)|Whether/.test(page.body.innerText.slice(0, 200)),
  ].join('\n') + '\n';
});
frame.width = location.hash.slice(1);
frame.src = 'mail.html';
</script>
END
for width in 390 700; do
    timeout 100 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --allow-file-access-from-files --user-data-dir="$scratch/profile" --dump-dom \
        "file://$scratch/probe.html#$width" 2> "$scratch/err" |
        sed -n '/<pre id="findings">/,/<\/pre>/p' | sed 's/<[^>]*>//g' > "$scratch/found"
    for line in overflow=0 bars=true 'columns differ=true' 'bars differ=true' coloured=true small=0 \
        verdict=true
    do
        grep -qxF "$line" "$scratch/found" ||
            { echo "$width pixels: not $line, but $(grep "^${line%%=*}=" "$scratch/found")"; failed=1; }
    done
done
[ "$failed" -eq 0 ] && echo "the mail is whole without styles and drawings, at 390 and 700 pixels"
exit "$failed"
