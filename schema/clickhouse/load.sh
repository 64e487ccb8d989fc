#!/bin/sh
# load.sh [CLIENT OPTION...]: sends what is new in the database to ClickHouse; for a timer.
#
# Rows go to files in the spool first and are deleted when the server has taken them, so that nothing
# is lost while it is down.  What is loaded twice counts once.  $SMTPLOG_SPOOL: the folder;
# $SMTPLOG_INTO: the database, smtplog_fleet where there are shards.
set -eu
spool=${SMTPLOG_SPOOL:-/var/spool/smtplog} into=${SMTPLOG_INTO:-smtplog}
tables='events traffic flow deliveries logins fates sources strange_lines clock_jumps'
knowledge='causes reply_codes enhanced_codes providers rules'
mkdir -p "$spool"
now=$(date +%Y%m%dT%H%M%S).$$
for table in $tables $knowledge; do
    ${SMTPLOG:-smtplog} export --table "$table" -o "$spool/$table.$now.ndjson"
done
for table in $tables $knowledge; do
    to=$into
    case " $knowledge " in *" $table "*) to=smtplog ;; esac
    for file in "$spool/$table".*.ndjson; do
        [ ! -s "$file" ] || clickhouse-client "$@" --input_format_skip_unknown_fields 1 \
            --query "INSERT INTO $to.loaded_$table FORMAT JSONEachRow" < "$file"
        rm "$file"
    done
done
