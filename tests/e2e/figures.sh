# Every figure of the text report is what a query over the public views says.
"$SMTPLOG" --db a.db ingest -q "$SAMPLES/mail.log" "$SAMPLES/mainlog"
from=$(date -u -d 2026-11-21 +%s) to=$(date -u -d 2026-11-23 +%s)
"$SMTPLOG" --db a.db report --since 2026-11-21 --until 2026-11-23 --no-pager > text
ask() { "$SMTPLOG" --db a.db sql --format tsv "$1" | tail -n +2; }
in_day="ts >= $from AND ts < $to" in_hours="hour >= $from AND hour < $to"
same() {        # WHAT TEXT SQL
    if [ "$2" = "$3" ] && [ -n "$2" ]; then echo "$1: $2"; else echo "$1: the report says '$2', SQL '$3'"; fi
}
part() { awk -v head="$1" '$0 ~ "^" head {on = 1; next} /^[A-Z]/ {on = 0} on' text; }

mail() { part 'Mail$' | awk -v name="$1" 'index($0, "  " name) == 1 {sub("^  " name "[^0-9]*", ""); print $1}'; }
login="(disposition = 'auth_failed' OR (direction = 'inbound' AND cause = 'auth-failed'))"
same delivered "$(mail delivered)" "$(ask "SELECT sum(deliveries) FROM flow WHERE $in_hours")"
same bounced "$(mail bounced)" "$(ask "SELECT sum(bounced) FROM flow WHERE $in_hours")"
same waiting "$(mail waiting)" "$(ask "SELECT sum(put_off) - sum(settled) FROM flow WHERE hour < $to")"
same refused "$(mail 'refused here')" "$(ask "SELECT count(*) FROM failures WHERE $in_day AND
    direction = 'inbound' AND disposition = 'rejected' AND NOT $login")"
same logins "$(mail 'failed logins')" "$(ask "SELECT count(*) FROM failures WHERE $in_day AND $login")"

for class in 5xx 4xx 3xx; do
    n=$(ask "SELECT count(*) FROM failures WHERE $in_day AND class = '$class'")
    same "$class in the summary" "$(part Summary | awk -v c=$class '$1 == c {print $3}')" "$n"
    same "$class of the offenders" "$(awk -v c=$class '$0 ~ "^" c " [a-z]" {print $3}' text)" "$n"
    same "$class by hour" "$(part 'Over time' |
        awk -v c=${class%xx} 'NR > 1 && NF {gsub("#", ""); n += $(NF + 3 - c)} END {print n}')" "$n"
done
same together "$(part Summary | awk '$1 == "together" {print $2}')" \
    "$(ask "SELECT count(*) FROM failures WHERE $in_day")"
same "failed replies" "$(part Summary | sed -n 's/^ *\([0-9]*\) of \([0-9]*\) replies failed.*/\1 \2/p')" \
    "$(ask "SELECT sum(replies) FILTER (WHERE class > '2xx') || ' ' || sum(replies)
            FROM traffic WHERE $in_hours")"
part 'By host' | awk 'NR > 1 && NF {print $(NF > 5 && $1 == "(not" ? 3 : 2)}' | tr '\n' ' ' > hosts
same hosts "$(cat hosts)" "$(ask "SELECT count(*) FROM failures WHERE $in_day GROUP BY host
    ORDER BY 1 DESC, coalesce(host, '')" | tr '\n' ' ')"

# A group of the offenders: count, cause and class are those of the query, in its order.
for class in 5xx 4xx; do
    "$SMTPLOG" --db a.db top --since 2026-11-21 --until 2026-11-23 --class $class -n 0 --format tsv |
        awk -F'\t' 'NR == 1 {for (i = 1; i <= NF; i++) at[$i] = i; next}
                    {print $at["count"] "\t" $at["cause"] "\t" $at["direction"]}' | sort > told
    ask "SELECT count(*), cause, direction FROM failures WHERE $in_day AND class = '$class'
         GROUP BY cause, direction" | sort > asked
    diff told asked && echo "$class: $(wc -l < asked) groups"
done
