# The completion scripts are sound, and the real shells complete what they should: words, options and
# the values that the program and its database know.
mkdir bin
ln -s "$SMTPLOG" bin/smtplog
PATH=$PWD/bin:$PATH
"$SMTPLOG" --db own.db ingest -q "$SAMPLES/mail.log"
"$SMTPLOG" completions bash > smtplog.bash
"$SMTPLOG" completions zsh > _smtplog
"$SMTPLOG" completions fish > smtplog.fish
head -n 1 _smtplog
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
echo "-- values"
complete smtplog top --by provi
complete smtplog top --cause blockl
complete smtplog top --cause = blockl
complete smtplog top --provider gma
complete smtplog top --code 55
complete smtplog top --enhanced 5.7.26
complete smtplog --db own.db top --host m
complete smtplog --db none.db top --host m
complete smtplog ingest --tz Europe/Berl
complete smtplog ingest --format opens
complete smtplog explain relay-d
complete smtplog compare 334 501
complete smtplog sql '"SELECT * FROM eve'
# fish and zsh answer alike, each by its own means
in_fish() { fish --no-config -c "source smtplog.fish; complete -C '$*'" | cut -f 1 | paste -s -d ' '; }
in_zsh() { zsh -f "$SAMPLES/../e2e/zsh_complete.zsh" "$*" | paste -s -d ' '; }
for shell in fish zsh; do
    echo "-- $shell"
    if ! command -v "$shell" > /dev/null; then
        echo "$shell is not installed" >> "$SKIPPED"
        sed -n "/^-- $shell/,/^--/p" "$SAMPLES/../e2e/completions.out" | grep -v '^--'
        continue
    fi
    "in_$shell" smtplog expl
    "in_$shell" smtplog top --by provi
    "in_$shell" smtplog top --cause blockl
    "in_$shell" smtplog top --provider gma
    "in_$shell" smtplog --db own.db top --host m
    "in_$shell" smtplog ingest --tz Europe/Berl
    "in_$shell" smtplog explain relay-d
    "in_$shell" 'smtplog sql "SELECT * FROM eve'
done
echo "-- no such shell"
status=0; "$SMTPLOG" completions tcsh || status=$?; echo "status $status"
