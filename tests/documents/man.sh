#!/bin/sh
# The manual pages: man.sh SOURCE PYTHON.  Those that are made of other files are what these say, and
# every page is clean to mandoc, where there is one; man's own warnings count too.
set -u
source=$1 python=$2 faults=0
"$python" "$source/docs/man/generate.py" "$source" --check || faults=1
set -- "$source"/docs/man/*.[1-8]
[ $# -ge 5 ] || { echo "there are but $# pages"; faults=1; }
for page in "$@"; do
    if command -v mandoc > /dev/null; then
        mandoc -T lint -W warning "$page" || faults=1
    else
        echo "skipped: no mandoc; ${page##*/} is read by man alone"
    fi
    said=$(LC_ALL=C.UTF-8 MANWIDTH=80 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 > /dev/null) || true
    [ -z "$said" ] || { echo "${page##*/}: $said"; faults=1; }
done
exit $faults
