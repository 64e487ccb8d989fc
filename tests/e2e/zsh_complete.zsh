# What zsh makes of a line when Tab is pressed at its end: zsh -f zsh_complete.zsh LINE, in a folder with
# _smtplog and the program in PATH.  A shell of its own under a pseudo-terminal is typed to; the
# completed line is told by a widget, for the terminal's own output is for eyes.
zmodload zsh/zpty
zpty -b shell 'PS1= zsh -f -i'
zpty -w shell "PATH=$PATH; fpath=($PWD \$fpath); autoload -Uz compinit; compinit -u -D -d $PWD/dump"
zpty -w shell "told() { print -r -- \"\${BUFFER[(w)-1]}\" > $PWD/told; zle kill-whole-line }; zle -N told"
zpty -w shell "bindkey '^I' complete-word; bindkey '^X' told; setopt no_list_ambiguous no_beep"
zpty -w shell "print -r ready > $PWD/ready"
until [[ -s ready ]]; do sleep 0.05; done
zpty -n -w shell "$1"$'\t\x18'
for ((i = 0; i < 200; i++)); do
    [[ ! -s told ]] || break
    sleep 0.05
done
cat told
rm -f told ready
zpty -d shell
