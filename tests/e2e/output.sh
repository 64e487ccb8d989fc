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
