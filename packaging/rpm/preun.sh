# Before the last version goes (an upgrade has $1 = 1).
if [ "$1" = 0 ] && [ -d /run/systemd/system ]; then
    systemctl disable --now smtplog-nightly.timer || :
fi
