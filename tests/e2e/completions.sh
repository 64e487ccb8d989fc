# The completion scripts are sound, and bash completes what it should.
"$SMTPLOG" completions bash > smtplog.bash
"$SMTPLOG" completions zsh | head -n 1
"$SMTPLOG" completions fish | grep -c 'complete -c smtplog' | sed 's/^[0-9][0-9]*$/many/'
bash -n smtplog.bash
complete() {        # complete WORD...: what bash offers for the last word
    bash -c '. ./smtplog.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _smtplog; echo "${COMPREPLY[*]}"' \
        -- "$@"
}
complete smtplog expl
complete smtplog --lang ''
complete smtplog sql --format nd
complete smtplog explain --format ''
complete smtplog --color never sql --ex
touch here.db
complete smtplog --db he
status=0; "$SMTPLOG" completions tcsh || status=$?; echo "status $status"
