/* unwrap_rows.c - the table of wrappings
 *
 * The order matters only where two rows read the same samples equally well: the first wins. */
#include "frame/unwrap_rows.h"

static const struct unwrap_row rows[] = {
    {"cri", undo_cri, 0, 1},               /* Kubernetes and podman: STAMP stdout F line */
    {"json", undo_json, 0, 1},             /* one object a line: docker's json-file,
                                              log shippers */
    {"export", undo_export, 0, 1},         /* journalctl -o export */
    {"verbose", undo_verbose, 0, 1},       /* journalctl -o verbose */
    {"list", undo_list, 0, 1},             /* Name : value, a field a line: PowerShell, psql -x,
                                              mysql -E, OpenTelemetry's debug exporter */
    {"exim-verbose", undo_eximv, 0, 1},    /* LOG: MAIN, the text below: exim -bd -v */
    {"json-pretty", undo_pretty, 0, 1},    /* objects over several lines, several in one, in lists:
                                              jq, -o json-pretty, answers of web interfaces */
    {"compose", undo_compose, 0, 1},       /* NAME | line: docker compose, docker
                                              service, foreman */
    {"table", undo_table, 0, 1},           /* DATE, TIME | program | priority | line: mailcow */
    {"bracket", undo_bracket, 0, 1},       /* [pod/name/container] line: kubectl logs --prefix */
    {"string", undo_string, 0, 1},         /* "line", 'line', `line` */
    {"facility", undo_facility, 0, 1},     /* STAMP HOST mail.info TAG[pid]: busybox, AIX,
                                              templates */
    {"metalog", undo_metalog, 0, 1},       /* STAMP [TAG] body */
    {"quote", undo_quote, 0, 1},           /* > line, in a mail or a forum */
    {"indent", undo_indent, 0, 1},
    {"grep", undo_grep, 0, 1},             /* path:line, path:12:line, path-line */
    {"numbered", undo_numbered, 0, 1},     /* 12: line: grep -n, cat -n, less -N */
    {"stamp", undo_stamp, 0, 1},           /* a stamp of its own: docker logs -t, ts, multilog */
    {"american", undo_american, 0, 2},     /* 11/21/2026 10:00:00: the month first */
    {"labels", undo_labels, 0, 1},         /* {app="postfix"} line: logcli */
    {"arrow", undo_arrow, 0, 1},           /* ok: [host] => {...}: Ansible */
    {"logfmt", undo_logfmt, 0, 1},         /* time=... msg="line" */
    {"ltsv", undo_ltsv, 0, 1},             /* time:...<tab>host:...<tab>message:... */
    {"csv", undo_csv, 0, 1},               /* "STAMP","host","line" */
    {"sql", undo_sql, 0, 1},               /* INSERT INTO ... VALUES (...): dumps of databases */
    {"html", undo_html, 0, 1},             /* &lt;line&gt; */
    {"colours", undo_colours, 0, 1},       /* a terminal's colours */
    {"octets", undo_octets, 0, 1},         /* RFC 6587: the length in front */
    {"before-priority", undo_priority, 0, 2},   /* DATE,TIME,HOST,<22>line: WinSyslog */
    {"tagged", undo_tagged, 0, 2},         /* STAMP HOST logger: TAG[pid]: body */
    {"spaced", undo_spaced, 0, 2},         /* tabs or several blanks between stamp, host, tag */
    {"bare-5424", undo_bare_5424, 0, 2},   /* STAMP HOST TAG PID - - body: NetBSD */
    {"forwarded", undo_forwarded, 0, 2},   /* STAMP Message forwarded from HOST: TAG[pid]: AIX */
    {"hosts", undo_hosts, 0, 2},           /* STAMP ADDRESS HOST TAG[pid]: templates */
    {"level", undo_level, 0, 2},           /* STAMP HOST TAG[pid] <Info>: macOS' syslog(1) */
    {"unified", undo_unified, 0, 2},       /* STAMP 0x1f Info 0x0 PID 0 TAG: macOS' log(1) */
    {"backslashes", undo_backslashes, 0, 2},    /* \[9\]: text that was made Markdown */
    {"quoted-printable", undo_quoted_printable, 0, 2},  /* =3D: a mail's source */
    {"folded", undo_folded, 0, 3},         /* broken at a terminal's width */
    {"wrapped", undo_wrapped, 0, 3},       /* broken at blanks */
    {"lines", undo_text_lines, 0, 1},      /* a text of many lines in one string: Ansible's
                                              "stdout", a CI job's output */
    {"record", undo_record, 1, 1},         /* a whole line as the message of a
                                              syslog or journal record */
    {"word", undo_word, 0, 3},             /* one word, or some, before each line */
    {"words-2", undo_two_words, 0, 3},
    {"words-3", undo_three_words, 0, 3},
    {"words", undo_many_words, 0, 4},
};
enum { ROWS = sizeof rows / sizeof *rows };

const struct unwrap_row *unwrap_row_at(size_t i)
{
    return &rows[i];
}

size_t unwrap_rows_count(void)
{
    return ROWS;
}
