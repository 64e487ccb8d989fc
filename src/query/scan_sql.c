/* Joining a message to a million events costs half of the time of reading them, so a statement has
 * no more than its question needs. */
#include "query/scan_sql.h"

void scan_sql_events(struct strbuf *sql, const struct filter *f, unsigned columns)
{
    int message = (columns & (SCAN_SENDER | SCAN_SASL | SCAN_HELO)) || f->sender || f->sasl_user;
    strbuf_fmt(sql,
               "SELECT e.ts, e.seq, e.reason_id, e.host_id, %s, %s, %s, %s, %s, %s, %s FROM event "
               "AS e",
               columns & SCAN_PEER ? "e.peer_id" : "0",
               columns & SCAN_SENDER ? "coalesce(e.sender_id, m.sender_id)" : "0",
               columns & SCAN_RECIPIENT ? "e.recipient_id" : "0",
               columns & SCAN_DOMAIN ? "(SELECT a.domain_id FROM address AS a"
                                       " WHERE a.address_id = e.recipient_id)" : "0",
               columns & SCAN_SASL ? "coalesce(e.sasl_id, m.sasl_id)" : "0",
               columns & SCAN_MESSAGE ? "e.message_no" : "0",
               columns & SCAN_HELO ? "coalesce(e.helo_id, m.helo_id)" : "0");
    if (message)
        strbuf_str(sql, " LEFT JOIN message AS m ON m.message_no = e.message_no");
    strbuf_str(sql, " WHERE e.ts >= :since AND e.ts < :until");
    filter_where_event(f, sql);
    strbuf_str(sql, " ORDER BY e.ts, e.seq");
}

void scan_sql_hours(struct strbuf *sql, const struct filter *f)
{
    strbuf_str(sql, "SELECT reason_id, host_id, n, first_time, last_time FROM failure_hourly"
                    " WHERE hour >= :since AND hour < :until");
    filter_where_host(f, sql);
}
