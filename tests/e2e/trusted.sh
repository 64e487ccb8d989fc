# Root obeys only what nobody else can write: configuration, rules, parsers, and the folders above.
[ "$(id -u)" -eq 0 ] || exit 77     # which only root can try
umask 022
say() { status=0; "$SMTPLOG" "$@" || status=$?; echo "status $status"; }
reject='2026-11-22T08:00:00+00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.1]: 550 5.7.1 Wednesdays only; from=<a@example.net> to=<u@example.org> proto=SMTP helo=<h>'
echo "$reject" > log; "$SMTPLOG" --db a.db ingest -q log
mail() { say --db a.db report --since 2026-11-22 --until 2026-11-23 --mail-to admin@example.org; cat called 2> /dev/null || :; rm -f called; }
printf '#!/bin/sh\ncat > /dev/null\necho "the program was run" > "%s/called"\n' "$PWD" > program; chmod 755 program

echo "-- a configuration: root's, writable for all, in a folder of all, by a link"
mkdir -p .config/smtplog; conf=.config/smtplog/smtplog.conf
echo "Sendmail: $PWD/program" > $conf; mail
# without its settings the machine's own sendmail would be run, so nothing is mailed
refused() { "$SMTPLOG" --db a.db report --since 2026-11-22 --until 2026-11-23 2>&1 > /dev/null | grep "$conf" | sed "s|$PWD|HOME|"; }
chmod 666 $conf; refused
chmod 620 $conf; refused | grep -c 'its settings are not used'
chmod 644 $conf; chmod 777 .config; refused
chmod 1777 .config; mail
chmod 755 .config; mkdir open; chmod 777 open; mv $conf open/c; ln -s ../../open/c $conf; refused | grep -o 'a folder above it'
rm $conf
echo "-- named"
chmod 755 open; say --config open/c --db a.db status | tail -n 1; chmod 646 open/c; say --config open/c --db a.db status
printf 'Language: ru\n' | say --config /dev/stdin --db a.db sql "SELECT 1" --no-header

echo "-- rules"
mkdir rules; printf 'Name: own-wednesday\nPattern: Wednesdays only\nCause: greylisted\n' > rules/own.rules
cause() { rm -f b.db*; SMTPLOG_RULES=rules "$SMTPLOG" --db b.db ingest -q log || echo "status $?"; "$SMTPLOG" --db b.db sql --no-header --format tsv "SELECT cause FROM events"; }
cause; chmod 666 rules/own.rules; cause; chmod 644 rules/own.rules; chmod 777 rules; cause

echo "-- parsers"
load() { "$SMTPLOG" parse --plugin "$1" log > /dev/null || echo "status $?"; }
echo "no object" > parser.so; load parser.so
chmod 666 parser.so; load parser.so
chmod 644 parser.so; mkdir plugins; mv parser.so plugins; chmod 775 plugins; load plugins/parser.so
load plugins

echo "-- a folder of configuration that the caller's environment names"
mkdir -p xdg/smtplog; echo "Sendmail: $PWD/program" > xdg/smtplog/smtplog.conf
asked() { XDG_CONFIG_HOME="$PWD/xdg" "$SMTPLOG" --db a.db status 2>&1 | grep -o 'its settings.*' || echo obeyed; }
asked; chown 65534 xdg/smtplog/smtplog.conf; asked; chown 0 xdg/smtplog/smtplog.conf; chown 65534 xdg; asked
