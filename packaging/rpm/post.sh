# After the files are there: the user, and the timer as the distribution's presets say.
systemd-sysusers smtplog.conf >/dev/null 2>&1 || :
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || :
    [ "$1" != 1 ] || systemctl preset smtplog-nightly.timer || :
fi
