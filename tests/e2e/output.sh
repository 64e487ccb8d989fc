# Where -o writes: a regular file is replaced, with its mode or by umask; a device, a fifo and a link stay what they
# are; a fifo that nobody reads keeps nobody waiting.
"$SMTPLOG" --db a.db ingest -q "$SAMPLES/mail.log"
metrics() { "$SMTPLOG" --db a.db metrics "$@" || echo "status $?"; }
kind() { stat -c '%A %F' "$1"; }
umask 027; metrics -o new.prom; kind new.prom
umask 022; metrics -o other.prom; kind other.prom
chmod 600 other.prom; metrics -o other.prom; kind other.prom
ln -s new.prom link.prom; metrics -o link.prom; kind link.prom | cut -c1; kind new.prom
ln -s made.prom nowhere.prom; metrics -o nowhere.prom; kind nowhere.prom | cut -c1; kind made.prom
metrics -o /dev/null; kind /dev/null | cut -c1
mkfifo pipe; cat pipe > heard & metrics -o pipe; wait; grep -c '^smtplog_' heard | sed 's/^[1-9][0-9]*$/rows were heard/'
metrics -o pipe; kind pipe | cut -c1
metrics -o no/such/folder
ls | grep -v "^a.db"
# A file that cannot be replaced where it lies: a mount of its own, as a container is given one, or for
# who is not root in a folder of another's.
mkdir fixed; seq 9999 > fixed/x.prom; chmod 640 fixed/x.prom
in_place='metrics() { "$SMTPLOG" --db a.db metrics -o "$1" || echo "status $?"; }
metrics fixed/x.prom; sed -n "1s/ .*//p; \$s/ .*//p" fixed/x.prom; stat -c %A fixed/x.prom; metrics fixed/y.prom'
if [ "$(id -u)" -ne 0 ]; then
    chmod 555 fixed; sh -c "$in_place" 2>&1 | sed 's/: [^:]*$//'; chmod 755 fixed; echo 0
elif unshare -m sh -c 'mount --bind fixed fixed' 2> /dev/null; then
    unshare -m sh -c "mount --bind fixed fixed && mount -o remount,ro,bind fixed && seq 9999 > x &&
        mount --bind x fixed/x.prom && chmod 640 x && $in_place" 2>&1 | sed 's/: [^:]*$//'
    unshare -m sh -c 'mount --bind other.prom other.prom && seq 9999 > other.prom &&
        "$SMTPLOG" --db a.db metrics -o other.prom && wc -l < other.prom' | grep -c '^9999$' || :
else
    echo 'no mount of a file of its own' >> "$SKIPPED"
    printf '%s\n' '#' smtplog_last_line_timestamp_seconds -rw-r----- \
        'smtplog metrics: fixed/y.prom: cannot be written' 'status 1' 0
fi
ls . fixed | grep -c 'prom\.' || :
