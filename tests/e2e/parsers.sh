# What the configuration tells of parsers: further ones to load, and options of those that there are.
echo 'Nov 22 10:00:00 mx1 mta-in[9]: lost connection after EHLO from unknown[203.0.113.5]' > in.log
echo 'Nov 22 10:00:00 mx1 toymta[9]: refused 550 no such user' > toy.log
show() { status=0; "$SMTPLOG" "$@" | sed 's/.*"mta":"\([^"]*\)".*"text":"\([^"]*\)".*/\1: \2/' || status=$?; }

echo "-- a tag that nobody knows, and the same told"
show parse in.log
echo 'Parser-Options: exim.tags=relay
 postfix.tags=mta-out,mta-in' > smtplog.conf
show --config smtplog.conf parse in.log
echo "-- an option that no parser has"
SMTPLOG_PARSER_OPTIONS='postfix.tag=x exim' show parse in.log
echo "-- a further parser, from the configuration and by hand"
cp "$(dirname "$SMTPLOG")/tests/toy.so" .
show parse toy.log
SMTPLOG_PLUGINS=toy.so show parse toy.log
show parse --plugin toy.so toy.log
SMTPLOG_PLUGINS=toy.so SMTPLOG_PARSER_OPTIONS=toy.tag=other show parse toy.log
