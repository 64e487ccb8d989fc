#!/bin/sh
# demo.sh FOLDER [CLIENT OPTION...]: a fleet in small, with a ClickHouse that has the tables.
#
# Four hosts, two Postfix, one Exim, one Sendmail, whose logs lie in FOLDER/HOST: each is read into its
# own database, the databases are merged, what is new is sent, and both stores say what fails most.
set -eu
logs=$1; shift
here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d) smtplog=${SMTPLOG:-smtplog}
trap 'rm -rf "$work"' EXIT
for host in "$logs"/*/; do
    name=$(basename "$host")
    "$smtplog" --db "$work/$name.db" ingest --host "$name" "$host"
    "$smtplog" --db "$work/all.db" merge "$work/$name.db"
done
SMTPLOG_DB=$work/all.db SMTPLOG=$smtplog SMTPLOG_SPOOL=$work/spool sh "$here/load.sh" "$@"
for key in host mta cause; do
    sql="SELECT class, direction, $key, count(*) AS n FROM failures WHERE class IN ('3xx', '4xx', '5xx')
         GROUP BY class, direction, $key ORDER BY class, direction, $key"
    "$smtplog" --db "$work/all.db" sql --format tsv --no-header "$sql" > "$work/sqlite"
    clickhouse-client "$@" -d smtplog --query "$sql" | sed 's/\\N//g' > "$work/clickhouse"
    "$smtplog" --db "$work/all.db" top --by "$key" --since 2000-01-01 -n 5 --color never
    if cmp -s "$work/sqlite" "$work/clickhouse"; then
        echo "== by $key: ClickHouse says the same, $(wc -l < "$work/sqlite") groups"
    else
        echo "== by $key: ClickHouse says otherwise"; diff "$work/sqlite" "$work/clickhouse" || exit 1
    fi
done
