# fish completion for smtplog: the program itself knows what it takes.
smtplog completions fish 2>/dev/null | source
