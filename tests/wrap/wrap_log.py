#!/usr/bin/env python3
"""wrap_log.py: a mail log as it looks when something stands around its lines.

usage: wrap_log.py --list                 the names of all wrappings, and what each keeps
       wrap_log.py NAME < LOG             the log in that wrapping

LOG: Postfix's, with RFC 3339 stamps in UTC, or Exim's main log.  A wrapping keeps "all" of the line,
or loses the "host", or host and pid ("pid"), or those and the "tag".  Each is written as its producer's documentation or
source says; the names in it are made up.
"""
import csv, io, json, quopri, re, sys, textwrap
from datetime import datetime, timezone

SYSLOG = re.compile(r'(\S+) (\S+) ([^ \[:]+)(?:\[(\d+)\])?: (.*)$')
EXIM = re.compile(r'(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (.*)$')


class Line:
    """One line, taken apart; .whole is as a syslog daemon or Exim wrote it."""

    made = 0

    def __init__(self, text):
        Line.made += 1
        syslog = SYSLOG.match(text)
        if syslog and 'T' in syslog[1]:
            self.time = datetime.fromisoformat(syslog[1]).astimezone(timezone.utc)
            self.host, self.tag, self.pid, self.body = syslog[2], syslog[3], syslog[4] or '1', syslog[5]
            self.whole = f'{self.bsd()} {self.host} {self.tag}[{self.pid}]: {self.body}'
        else:
            exim = EXIM.match(text)
            self.time = datetime.fromisoformat(exim[1]).replace(tzinfo=timezone.utc)
            self.host, self.tag, self.pid, self.body = 'mx1', 'exim', str(9000 + Line.made), exim[2]
            self.whole = text
        self.tail = f'{self.tag}[{self.pid}]: {self.body}'

    def at(self, form):
        return self.time.strftime(form)

    def bsd(self, day='%e'):
        return self.at(f'%b {day} %H:%M:%S')

    def nano(self, zone='Z'):
        return self.at('%Y-%m-%dT%H:%M:%S.%f') + '789' + zone

    def epoch(self):
        return int(self.time.timestamp())

    def usec(self):
        return self.epoch() * 1000000 + self.time.microsecond


def obj(**members):
    return json.dumps({k.replace('__at_', '@').replace('__dash_', '-'): v for k, v in members.items()})


def journal(line, message, **more):
    return {'__CURSOR': 's=1;i=%x' % line.usec(), '__REALTIME_TIMESTAMP': str(line.usec()),
            '_HOSTNAME': 'dockerhost', '_PID': '812', 'PRIORITY': '6', **more, 'MESSAGE': message}


def own(line):
    return {'SYSLOG_IDENTIFIER': line.tag, '_PID': line.pid, '_HOSTNAME': line.host}


def export(record):
    return '\n'.join(f'{k}={v}' for k, v in record.items()) + '\n'


def escaped(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def row(*cells, **how):
    out = io.StringIO()
    csv.writer(out, lineterminator='', **how).writerow(cells)
    return out.getvalue()


def pieces(line):
    """a container runtime's pieces of a long line"""
    text, stamp = line.whole, line.nano()
    parts = [text[i:i + 60] for i in range(0, len(text), 60)]
    return '\n'.join(f'{stamp} stdout {"F" if i == len(parts) - 1 else "P"} {part}'
                     for i, part in enumerate(parts))


def docker_pieces(line):
    """docker cuts at 16 kB: lines of no matter are made so long"""
    text = line.whole
    if text.endswith(('removed', 'Completed')):
        text += ' ' * 17000
    cut = [text[i:i + 16384] for i in range(0, len(text), 16384)]
    return '\n'.join(obj(log=part + ('\n' if i == len(cut) - 1 else ''), stream='stdout', time=line.nano())
                     for i, part in enumerate(cut))


def tai64n(line):
    return '@%016x%08x' % ((1 << 62) + line.epoch() + 10, line.time.microsecond * 1000)


def sql_text(text):
    return "'" + text.replace('\\', '\\\\').replace("'", "\\'") + "'"


def sql_row(line):
    return (f"({line.epoch() % 999},NULL,'{line.at('%Y-%m-%d %H:%M:%S')}','{line.at('%Y-%m-%d %H:%M:%S')}',2,6,"
            f"'{line.host}',{sql_text(' ' + line.body)},NULL,'{line.tag}[{line.pid}]:',NULL)")


def ordinal(line):
    day = line.time.day
    end = 'th' if 10 < day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')
    return line.at(f'%B {day}{end} %Y, %H:%M:%S.%f')[:-3]


def browser_date(line, form):
    """"~" stands for the letter of the half of the day"""
    return line.at(form).replace('~', 'a' if line.time.hour < 12 else 'p')


ESC = '\x1b'
# name: (what it keeps, how a line looks)
WRAPPINGS = {
    'plain': ('all', lambda l: l.whole),
    # containers
    'compose-v2': ('all', lambda l: f'smtp-1  | {l.whole}'),
    'compose-v1': ('all', lambda l: f'mailserver_smtp_1    | {l.whole}'),
    'compose-timestamps': ('all', lambda l: f'smtp-1  | {l.nano()} {l.whole}'),
    'compose-colours': ('all', lambda l: f'{ESC}[36msmtp_1    |{ESC}[0m {l.whole}'),
    'compose-v2-colours': ('all', lambda l: f'{ESC}[36msmtp-1  | {ESC}[0m{l.whole}'),
    'compose-in-journal': ('all', lambda l: f'{l.bsd("%d")} node1 docker-compose[20080]: smtp-1  | {l.whole}'),
    'compose-json': ('host', lambda l: 'smtp-1  | ' + obj(__at_timestamp=l.nano(), program=l.tag, process_id=l.pid, msg=l.body)),
    'docker-timestamps': ('all', lambda l: f'{l.nano()} {l.whole}'),
    'docker-tail-only': ('host', lambda l: f'{l.nano()} {l.tail}'),
    'docker-json-file': ('all', lambda l: obj(log=l.whole + '\n', stream='stdout', time=l.nano())),
    'docker-json-file-attrs': ('all', lambda l: obj(log=l.whole + '\n', stream='stderr', attrs={'tag': 'smtp/1f2e'}, time=l.nano())),
    'docker-json-pieces': ('all', docker_pieces),
    'docker-json-in-json': ('host', lambda l: obj(log=obj(time=l.nano(), host=l.host, program=l.tag, pid=l.pid, msg=l.body) + '\n', stream='stdout', time=l.nano())),
    'docker-syslog': ('all', lambda l: f'{l.bsd()} node1 3f2a1b0c9d8e[812]: {l.whole}'),
    'docker-syslog-tag': ('all', lambda l: f'{l.bsd()} node1 mail/smtp[812]: {l.whole}'),
    'docker-syslog-rfc5424': ('all', lambda l: f'<30>1 {l.nano()[:-4]}Z node1 smtp 812 smtp - {l.whole}'),
    'docker-journald': ('all', lambda l: f'{l.bsd("%d")} node1 3f2a1b0c9d8e[812]: {l.whole}'),
    'docker-journald-json': ('all', lambda l: json.dumps(journal(l, l.whole, CONTAINER_NAME='smtp', SYSLOG_IDENTIFIER='3f2a1b0c9d8e'))),
    'docker-journald-export': ('all', lambda l: export(journal(l, l.whole, SYSLOG_IDENTIFIER='3f2a1b0c9d8e'))),
    'docker-named-postfix': ('all', lambda l: f'{l.bsd("%d")} node1 postfix[812]: {l.whole}'),
    'docker-gelf': ('all', lambda l: obj(version='1.1', host='node1', short_message=l.whole, timestamp=l.usec() / 1e6, level=6, _container_name='smtp', _created='2020-01-02T03:04:05Z')),
    'docker-fluentd': ('all', lambda l: l.at('%Y-%m-%dT%H:%M:%S+00:00') + '\tdocker.smtp\t' + obj(log=l.whole, container_name='/smtp', source='stdout')),
    'swarm': ('all', lambda l: f'mail_smtp.1.z5f0q2x7w1ab@node1    | {l.whole}'),
    'swarm-timestamps': ('all', lambda l: f'{l.nano()} mail_smtp.1.z5f0q2x7w1ab@node1    | {l.whole}'),
    'podman-compose': ('all', lambda l: f'[smtp] | {l.whole}'),
    'podman-timestamps': ('all', lambda l: f'{l.nano("+00:00")} {l.whole}'),
    'podman-k8s-file': ('all', lambda l: f'{l.nano("+00:00")} stdout F {l.whole}'),
    'podman-journald': ('all', lambda l: f'{l.bsd("%d")} node1 smtp[812]: {l.whole}'),
    'foreman': ('all', lambda l: f'{l.at("%H:%M:%S")} smtp.1   | {l.whole}'),
    # Kubernetes
    'cri': ('all', lambda l: f'{l.nano()} stdout F {l.whole}'),
    'cri-pieces': ('all', pieces),
    'cri-json': ('host', lambda l: f'{l.nano()} stderr F ' + obj(timestamp=l.nano(), hostname=l.host, appname=l.tag, procid=l.pid, message=l.body)),
    'kubectl-prefix': ('all', lambda l: f'[pod/smtp-0/postfix] {l.whole}'),
    'kubectl-prefix-timestamps': ('all', lambda l: f'[pod/smtp-0/postfix] {l.nano()} {l.whole}'),
    'kubectl-timestamps': ('all', lambda l: f'{l.nano()} {l.whole}'),
    'stern': ('all', lambda l: f'smtp-0 postfix {l.whole}'),
    'stern-colours': ('all', lambda l: f'{ESC}[32msmtp-0{ESC}[0m {ESC}[92mpostfix{ESC}[0m {l.whole}'),
    'kail': ('all', lambda l: f'mail/smtp-0[postfix]: {l.whole}'),
    'kubetail': ('all', lambda l: f'[smtp-0 postfix] {l.whole}'),
    # shippers and collectors
    'logstash': ('all', lambda l: obj(__at_timestamp=l.nano(), __at_version='1', message=l.whole, type='syslog', host='shipper')),
    'logstash-grok': ('all', lambda l: obj(__at_timestamp=l.nano(), message=l.whole, program=l.tag, pid=l.pid, logsource=l.host)),
    'filebeat': ('all', lambda l: obj(__at_timestamp=l.nano(), __at_metadata={'beat': 'filebeat'}, message=l.whole, log={'offset': 12, 'file': {'path': '/var/log/mail.log'}}, host={'name': 'shipper'}, agent={'type': 'filebeat'})),
    'filebeat-syslog': ('host', lambda l: obj(__at_timestamp=l.nano(), message=l.body, hostname=l.host, process={'name': l.tag, 'pid': int(l.pid)}, event={'severity': 6})),
    'elasticsearch': ('all', lambda l: obj(_index='logs', _id='x', _source={'@timestamp': l.nano(), 'message': l.whole, 'host': {'name': 'shipper'}})),
    'vector': ('host', lambda l: obj(appname=l.tag, facility='mail', hostname=l.host, message=l.body, procid=int(l.pid), severity='info', source_type='syslog', timestamp=l.nano())),
    'vector-file': ('all', lambda l: obj(file='/var/log/mail.log', host='shipper', message=l.whole, source_type='file', timestamp=l.nano())),
    'fluent-bit': ('all', lambda l: obj(date=l.usec() / 1e6, log=l.whole)),
    'fluent-bit-syslog': ('host', lambda l: obj(date=l.usec() / 1e6, pri='22', time=l.bsd(), host=l.host, ident=l.tag, pid=l.pid, message=l.body)),
    'fluent-bit-kubernetes': ('all', lambda l: obj(time=l.nano(), stream='stdout', _p='F', log=l.whole, kubernetes={'pod_name': 'smtp-0', 'host': 'node1', 'container_name': 'postfix'})),
    'fluentd-file': ('host', lambda l: l.at('%Y-%m-%dT%H:%M:%S+00:00') + '\tsystem.mail.info\t' + obj(host=l.host, ident=l.tag, pid=l.pid, message=l.body)),
    'gelf': ('host', lambda l: obj(version='1.1', host=l.host, short_message=l.body, timestamp=l.usec() / 1e6, level=6, _application_name=l.tag, _process_id=l.pid)),
    'loki-query': ('all', lambda l: obj(labels={'app': 'smtp'}, line=l.whole, timestamp=l.nano())),
    'loki-logcli': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%SZ")} {{app="smtp", pod="smtp-0"}} {l.whole}'),
    'loki-values': ('all', lambda l: json.dumps([str(l.usec() * 1000), l.whole])),
    'rsyslog-json': ('host', lambda l: obj(timestamp=l.nano(), host=l.host, severity='info', facility='mail', **{'syslog-tag': f'{l.tag}[{l.pid}]:'}, message=' ' + l.body)),
    'rsyslog-jsonmesg': ('host', lambda l: obj(msg=' ' + l.body, timereported=l.nano(), hostname=l.host, syslogtag=f'{l.tag}[{l.pid}]:', inputname='imuxsock', fromhost=l.host, pri='22', timegenerated=l.nano(), programname='postfix', procid=l.pid)),
    'syslog-ng-json': ('host', lambda l: obj(PROGRAM=l.tag, PRIORITY='info', PID=l.pid, MESSAGE=l.body, HOST=l.host, FACILITY='mail', ISODATE=l.nano(), DATE=l.bsd())),
    'splunk': ('all', lambda l: obj(preview=False, result={'_raw': l.whole, '_time': l.nano(), 'host': 'shipper'})),
    'splunk-hec': ('all', lambda l: obj(time=l.usec() / 1e6, host='shipper', source='/var/log/mail.log', event=l.whole)),
    'datadog': ('all', lambda l: obj(id='x', attributes={'timestamp': l.nano(), 'host': 'shipper', 'message': l.whole, 'service': 'smtp'})),
    'cloudwatch': ('all', lambda l: obj(timestamp=l.usec() // 1000, message=l.whole, ingestionTime=l.usec() // 1000 + 500)),
    'cloudwatch-tail': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.%f+00:00")} smtp/smtp/1f2e3d {l.whole}'),
    'gcloud': ('all', lambda l: obj(insertId='a', textPayload=l.whole, timestamp=l.nano(), resource={'type': 'gce_instance'})),
    'gcloud-json': ('host', lambda l: obj(jsonPayload={'message': l.body, 'ident': l.tag, 'pid': l.pid, 'host': l.host}, timestamp=l.nano())),
    'azure': ('host', lambda l: obj(TimeGenerated=l.nano(), Computer=l.host, Facility='mail', ProcessName=l.tag, ProcessID=int(l.pid), SyslogMessage=l.body)),
    'otel': ('all', lambda l: obj(timeUnixNano=str(l.usec() * 1000), body={'stringValue': l.whole}, severityText='INFO')),
    'promtail-logfmt': ('all', lambda l: f'ts={l.nano()} level=info msg={json.dumps(l.whole)}'),
    'logfmt-fields': ('host', lambda l: f'time={l.nano()} host={l.host} program={l.tag} pid={l.pid} msg={json.dumps(l.body)}'),
    'graylog-csv': ('all', lambda l: row(l.nano(), 'node1', l.whole, quoting=csv.QUOTE_ALL)),
    'kibana-csv': ('all', lambda l: row(l.at('%b %d, %Y @ %H:%M:%S.%f')[:-3], l.whole, quoting=csv.QUOTE_ALL)),
    'psql-csv': ('host', lambda l: row(l.at('%Y-%m-%d %H:%M:%S+00'), l.host, f'{l.tag}[{l.pid}]:', l.body)),
    'list-of-objects': ('all', lambda l: obj(time=l.nano(), message=l.whole) + ','),
    'jq': ('host', lambda l: json.dumps({'time': l.nano(), 'host': l.host, 'program': l.tag, 'pid': l.pid, 'msg': l.body}, indent=2)),
    'mailcow-api': ('pid', lambda l: obj(time=str(l.epoch()), priority='info', program=l.tag, message=l.body) + ','),
    'bokysan': ('host', lambda l: obj(__at_timestamp=l.nano('+00:00'), severity='info', facility='mail', host=l.host, program=l.tag, process_id=l.pid, msg=l.body)),
    # the journal
    'journal-export': ('host', lambda l: export(journal(l, l.body, **own(l)))),
    'journal-json-pretty': ('host', lambda l: json.dumps(journal(l, l.body, **own(l)), indent=8)),
    'journal-json-sse': ('host', lambda l: 'data: ' + json.dumps(journal(l, l.body, **own(l))) + '\n'),
    # a stamp more, or another one
    'year-first': ('host', lambda l: f'{l.at("%Y")} {l.bsd()} {l.host} {l.tail}'),
    'comma-milliseconds': ('host', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S,%f")[:-3]} {l.host} {l.tail}'),
    'unpadded-day': ('host', lambda l: f'{l.bsd("%-d")} {l.host} {l.tail}'),
    'slashes': ('host', lambda l: f'{l.at("%Y/%m/%d %H:%M:%S")} {l.host} {l.tail}'),
    'brackets': ('host', lambda l: f'[{l.at("%Y-%m-%d %H:%M:%S")}] {l.host} {l.tail}'),
    'blank-and-zone': ('host', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S.%f")}+00:00 {l.host} {l.tail}'),
    'asctime': ('host', lambda l: f'{l.at("%a %b %e %H:%M:%S %Y")} {l.host} {l.tail}'),
    'rfc5322-date': ('host', lambda l: f'{l.at("%a, %d %b %Y %H:%M:%S +0000")} {l.host} {l.tail}'),
    'ncsa-date': ('host', lambda l: f'[{l.at("%d/%b/%Y:%H:%M:%S +0000")}] {l.host} {l.tail}'),
    'epoch': ('host', lambda l: f'{l.epoch()} {l.host} {l.tail}'),
    'epoch-ms': ('host', lambda l: f'{l.usec() // 1000} {l.host} {l.tail}'),
    'tai64n': ('all', lambda l: f'{tai64n(l)} {l.whole}'),
    'svlogd': ('all', lambda l: f'{l.at("%Y-%m-%d_%H:%M:%S.%f")[:-1]} {l.whole}'),
    'ts': ('all', lambda l: f'{l.bsd("%d")} {l.whole}'),
    'priority': ('all', lambda l: f'<22>{l.whole}' if l.tag != 'exim' else l.whole),
    'octet-counted': ('host', lambda l: (lambda m: f'{len(m)} {m}')(f'<22>1 {l.nano()[:-4]}Z {l.host} {l.tag} {l.pid} - - {l.body}')),
    # people
    'mailcow-page': ('tag', lambda l: f'{l.at("%-d.%-m.%Y, %H:%M:%S")} | info | {l.body}'),
    'mailcow-page-program': ('pid', lambda l: f'{l.at("%-d.%-m.%Y, %H:%M:%S")} | {l.tag} | info | {l.body}'),
    'mailcow-page-en': ('tag', lambda l: f'{l.at("%-m/%-d/%Y, %-I:%M:%S %p")} | info | {l.body}'),
    'mailcow-page-gb': ('tag', lambda l: f'{l.at("%d/%m/%Y, %H:%M:%S")} | info | {l.body}'),
    'mailcow-page-tabs': ('tag', lambda l: f'{l.at("%-d.%-m.%Y, %H:%M:%S")}\tinfo\t{l.body}'),
    'grep-with-name': ('all', lambda l: f'/var/log/mail.log.1:{l.whole}'),
    'grep-name-number': ('all', lambda l: f'mail.log:{l.epoch() % 9999}:{l.whole}'),
    'grep-number': ('all', lambda l: f'{l.epoch() % 9999}:{l.whole}'),
    'grep-context': ('all', lambda l: f'mail.log{":" if "reject" in l.whole else "-"}{l.whole}'),
    'grep-colours': ('all', lambda l: f'{ESC}[35m{ESC}[Kmail.log{ESC}[m{ESC}[K{ESC}[36m{ESC}[K:{ESC}[m{ESC}[K{l.whole}'),
    'zgrep': ('all', lambda l: f'/var/log/mail.log.2.gz:{l.whole}'),
    'ripgrep': ('all', lambda l: f'mail.log:12:{l.whole}'),
    'cat-n': ('all', lambda l: f'{l.epoch() % 999:6d}\t{l.whole}'),
    'nl-bar': ('all', lambda l: f'  {l.epoch() % 999} │ {l.whole}'),
    'indented': ('all', lambda l: f'    {l.whole}'),
    'indented-tab': ('all', lambda l: f'\t{l.whole}'),
    'indented-nbsp': ('all', lambda l: f'\u00a0\u00a0{l.whole}'),
    'quoted': ('all', lambda l: f'> {l.whole}'),
    'quoted-twice': ('all', lambda l: f'> > {l.whole}'),
    'quoted-compose': ('all', lambda l: f'> smtp-1  | {l.whole}'),
    'list': ('all', lambda l: f'* {l.whole}'),
    'diff': ('all', lambda l: f'+{l.whole}'),
    'journal-verbose': ('host', lambda l: f'{l.at("%a %Y-%m-%d %H:%M:%S.%f")} UTC [s=1f;i={l.usec():x};b=2e;m=1;t=2;x=3]\n' + ''.join(f'    {k}={v}\n' for k, v in {'PRIORITY': '6', **own(l), '_BOOT_ID': '2e', 'MESSAGE': l.body, '_SOURCE_REALTIME_TIMESTAMP': str(l.usec())}.items()).rstrip('\n')),
    'journal-verbose-container': ('all', lambda l: f'{l.at("%a %Y-%m-%d %H:%M:%S.%f")} UTC [s=1f;i={l.usec():x};b=2e;m=1;t=2;x=3]\n    CONTAINER_NAME=smtp\n    SYSLOG_IDENTIFIER=3f2a1b0c9d8e\n    _PID=812\n    _HOSTNAME=node1\n    MESSAGE={l.whole}'),
    'journal-short-precise': ('host', lambda l: f'{l.at("%b %d %H:%M:%S.%f")} {l.host} {l.tail}'),
    'journal-short-iso': ('host', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S+0000")} {l.host} {l.tail}'),
    'journal-short-iso-precise': ('host', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.%f+00:00")} {l.host} {l.tail}'),
    'journal-short-full': ('host', lambda l: f'{l.at("%a %Y-%m-%d %H:%M:%S")} UTC {l.host} {l.tail}'),
    'journal-short-unix': ('host', lambda l: f'{l.at("%s")}.{l.at("%f")} {l.host} {l.tail}'),
    'journal-with-unit': ('host', lambda l: f'{l.at("%a %Y-%m-%d %H:%M:%S")} UTC {l.host} {"postfix@-.service" if l.tag != "exim" else "exim4.service"}[{l.pid}]: {l.body}'),
    'journal-no-hostname': ('host', lambda l: f'{l.bsd("%d")} {l.tail}'),
    'journal-json-seq': ('host', lambda l: '\x1e' + json.dumps(journal(l, l.body, **own(l)))),
    'journal-remote-json': ('host', lambda l: json.dumps({**journal(l, l.body, **own(l)), '__SEQNUM': '4', '_SYSTEMD_UNIT': 'postfix@-.service'})),
    # further producers
    'fluent-bit-stdout': ('all', lambda l: f'[0] tail.0: [{l.epoch()}.{l.at("%f")}000, {{"log"=>"{l.whole}"}}]'),
    'fluent-bit-stdout-2': ('all', lambda l: f'[12] tail.0: [[{l.epoch()}.{l.at("%f")}000, {{}}], {{"log"=>"{l.whole}"}}]'),
    'fluentd-stdout': ('host', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S.%f")}000 +0000 system.mail.info: ' + obj(host=l.host, ident=l.tag, pid=l.pid, message=l.body)),
    'fluent-forward': ('all', lambda l: json.dumps(['mail', l.epoch(), {'log': l.whole, 'container_name': '/smtp'}])),
    'logstash-ruby': ('all', lambda l: '{\n       "message" => ' + json.dumps(l.whole) + f',\n    "@timestamp" => {l.nano()[:-7]}Z,\n      "@version" => "1",\n          "tags" => [\n        [0] "mail"\n    ],\n          "host" => {{\n        "name" => "shipper"\n    }}\n}}'),
    'promtail-dry-run': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.%f+0000")}\t{{job="mail", filename="/var/log/mail.log"}}\t{l.whole}'),
    'vector-logfmt': ('host', lambda l: f'appname={l.tag} facility=mail hostname={l.host} message={json.dumps(l.body)} procid={l.pid} severity=info timestamp={l.nano()}'),
    'cloudwatch-s3': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.000Z")} {l.whole}'),
    'cloudwatch-tail-short': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S")} {l.whole}'),
    'cloudwatch-insights': ('all', lambda l: row(l.at('%Y-%m-%d %H:%M:%S.%f')[:-3], l.whole)),
    'gcloud-pretty': ('all', lambda l: json.dumps({'insertId': 'a', 'resource': {'labels': {'x': 'y'}, 'type': 'gce_instance'}, 'textPayload': l.whole, 'timestamp': l.nano()}, indent=2) + ','),
    'rsyslog-template-json': ('host', lambda l: obj(**{'@timestamp': l.nano(), '@version': '1', 'message': ' ' + l.body, 'sysloghost': l.host, 'severity': 'info', 'facility': 'mail', 'programname': 'postfix', 'syslogtag': f'{l.tag}[{l.pid}]:', 'procid': l.pid})),
    'syslog-ng-everything': ('host', lambda l: obj(TAGS='.source.s_src', SOURCEIP='127.0.0.1', PROGRAM=l.tag, PRIORITY='info', PID=l.pid, MESSAGE=l.body, LEGACY_MSGHDR=f'{l.tag}[{l.pid}]: ', HOST_FROM='relay', HOST=l.host, FACILITY='mail', DATE=l.bsd(), ISODATE=l.nano())),
    's6-log-iso': ('all', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S.%f")}000  {l.whole}'),
    'svlogd-ttt': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.%f")[:-1]} {l.whole}'),
    'tai64n-tail-only': ('host', lambda l: f'{tai64n(l)} {l.tail}'),
    'busybox': ('host', lambda l: f'{l.bsd()} {l.host} mail.info {l.tail}'),
    'openwrt-logread': ('host', lambda l: f'{l.at("%a %b %e %H:%M:%S %Y")} mail.info {l.tail}'),
    'aix': ('host', lambda l: f'{l.bsd()} {l.host} mail:info {l.tail}'),
    'facility-first': ('host', lambda l: f'{l.bsd()} mail.info {l.host} {l.tail}'),
    'metalog': ('pid', lambda l: f'{l.bsd()} [{l.tag}] {l.body}'),
    'cisco-star': ('host', lambda l: f'*{l.bsd()} {l.host} {l.tail}'),
    'cisco-colon': ('host', lambda l: f'{l.bsd()}.{l.at("%f")[:3]}: {l.host} {l.tail}'),
    'cisco-sequence': ('host', lambda l: f'{l.epoch() % 99999:06d}: *{l.bsd()}.{l.at("%f")[:3]}: {l.host} {l.tail}'),
    'relay-header': ('all', lambda l: f'{l.bsd()} relay {l.whole}'),
    'relay-header-iso': ('all', lambda l: f'{l.nano()} relay {l.whole}'),
    'relay-priority': ('all', lambda l: f'{l.nano()} relay <22>{l.whole}' if l.tag != 'exim' else f'{l.nano()} relay {l.whole}'),
    'kiwi': ('all', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S")}\tMail.Info\t192.0.2.77\t{l.whole}'),
    'rfc5424-bom': ('host', lambda l: f'<22>1 {l.nano()[:-4]}Z {l.host} {l.tag} {l.pid} - - \ufeff{l.body}'),
    'rfc5424-sd': ('host', lambda l: f'<22>1 {l.nano()[:-4]}Z {l.host} {l.tag} {l.pid} - [meta sequenceId="1" x="a\\]b"] {l.body}'),
    'papertrail-archive': ('pid', lambda l: '\t'.join(['7711561783320576', l.at('%Y-%m-%dT%H:%M:%SZ'), l.at('%Y-%m-%dT%H:%M:%SZ'), '96', l.host, '203.0.113.7', 'Mail', 'Info', f'{l.tag}', l.body])),
    'papertrail-archive-pid': ('host', lambda l: '\t'.join(['7711561783320576', l.at('%Y-%m-%dT%H:%M:%SZ'), l.at('%Y-%m-%dT%H:%M:%SZ'), '96', l.host, '203.0.113.7', 'Mail', 'Info', f'{l.tag}[{l.pid}]', l.body])),
    'grafana-txt': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.%fZ")}\t{l.whole}'),
    'grafana-txt-ns': ('all', lambda l: f'{l.usec() * 1000}\t{l.at("%Y-%m-%dT%H:%M:%S.%fZ")}\t{l.whole}'),
    'grafana-csv': ('all', lambda l: row(str(l.usec() // 1000), l.whole, str(l.usec() * 1000), '{"app":"smtp"}', 'id1')),
    'carriage-returns': ('all', lambda l: l.whole + '\r'),
    'html-escaped': ('all', lambda l: l.whole.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')),
    'backticks': ('all', lambda l: f'`{l.whole}`'),
    'quoted-string': ('all', lambda l: json.dumps(l.whole)),
    'quoted-string-comma': ('all', lambda l: '    ' + json.dumps(l.whole) + ','),
    'single-quoted': ('all', lambda l: f"'{l.whole}'"),
    'python-bytes': ('all', lambda l: f"b'{l.whole}'"),
    'ansible-stdout': ('all', lambda l: '        ' + json.dumps(l.whole) + ','),
    'slack-time': ('all', lambda l: f'[{l.at("%H:%M")}] {l.whole}'),
    'irc': ('all', lambda l: f'<joe> {l.whole}'),
    'supervisor-prefix': ('all', lambda l: f'smtp stdout | {l.whole}'),
    'syslog-ng-source': ('host', lambda l: f'{l.bsd()} s_src@{l.host} {l.tail}'),
    'syslog-ng-chain': ('host', lambda l: f'{l.bsd()} s_net@{l.host}/relay {l.tail}'),
    'logger': ('all', lambda l: f'{l.bsd()} relay logger: {l.whole}'),
    'logger-pid': ('all', lambda l: f'{l.bsd()} relay logger[771]: {l.whole}'),
    'logger-tag-in-body': ('host', lambda l: f'{l.bsd()} {l.host} mylogger: {l.tail}'),
    'logger-no-host': ('all', lambda l: f'{l.bsd()} logger: {l.whole}'),
    'graylog-export': ('host', lambda l: row(l.at('%Y-%m-%dT%H:%M:%S.%f')[:-3]+'Z', l.host, l.tail)),
    'graylog-fields': ('host', lambda l: row(l.at('%Y-%m-%dT%H:%M:%S.%f')[:-3]+'Z', l.host, l.tag, l.pid, l.body)),
    'splunk-raw-csv': ('all', lambda l: row(l.whole, l.at('%Y-%m-%dT%H:%M:%S.%f')[:-3]+'+0000', 'splunk1', '/var/log/mail.log', 'syslog')),
    'splunk-json-result': ('all', lambda l: json.dumps({'preview': False, 'offset': 0, 'result': {'_raw': l.whole, '_time': l.at('%Y-%m-%dT%H:%M:%S.000+00:00'), 'host': 'h', 'source': '/var/log/mail.log', 'sourcetype': 'syslog'}})),
    'heroku': ('all', lambda l: f'{l.nano()[:-4]}+00:00 app[smtp.1]: {l.whole}'),
    'fly': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%SZ")} app[148e21cb] ams [info]{l.whole}'),
    'do-app': ('all', lambda l: f'smtp {l.nano()} {l.whole}'),
    'gh-run-log': ('all', lambda l: f'build\tShow the log\t{l.at("%Y-%m-%dT%H:%M:%S.%f")}7Z {l.whole}'),
    'gitlab-stamps': ('all', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%S.%f")}Z 00O {l.whole}'),
    'teamcity': ('all', lambda l: f'[{l.at("%H:%M:%S")}]W:\t [Step 1/2] {l.whole}'),
    'jenkins-iso': ('all', lambda l: f'[{l.at("%Y-%m-%dT%H:%M:%S")}.123Z] {l.whole}'),
    'jenkins-clock': ('all', lambda l: f'{l.at("%H:%M:%S")}  {l.whole}'),
    'python-logging': ('all', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S")},123 INFO smtp: {l.whole}'),
    'log4j': ('all', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S")},123 [main] INFO  smtp.Reader - {l.whole}'),
    'html-br': ('all', lambda l: l.whole.replace('&','&amp;').replace('<','&lt;').replace('>','&gt;')+'<br>'),
    'html-li': ('all', lambda l: '<li>'+l.whole.replace('&','&amp;').replace('<','&lt;').replace('>','&gt;')+'</li>'),
    'mysql-batch': ('host', lambda l: f'{l.epoch()%999}\t{l.at("%Y-%m-%d %H:%M:%S")}\t{l.host}\t{l.tag}[{l.pid}]:\t {l.body}'),
    'psql-aligned': ('host', lambda l: f' {l.at("%Y-%m-%d %H:%M:%S")} | {l.host} | {l.tag}[{l.pid}]: | {l.body}'),
    'mysql-table': ('host', lambda l: f'| {l.at("%Y-%m-%d %H:%M:%S")} | {l.host} | {l.tag}[{l.pid}]: | {l.body} |'),
    'nxlog': ('host', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S")} {l.host} INFO {l.tail}'),
    'osc-title': ('all', lambda l: f'{ESC}]0;mx1{chr(7)}{ESC}[32m{l.whole}{ESC}[0m'),
    'rfc3164-year': ('host', lambda l: f'{l.at("%b %d %Y %H:%M:%S")} {l.host} : {l.tail}'),
    'rsyslog-pri-text': ('host', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%SZ")} {l.host} mail.info: {l.tail}'),
    'rsyslog-severity-word': ('host', lambda l: f'{l.at("%Y-%m-%dT%H:%M:%SZ")} {l.host} mail info {l.tail}'),
    'zcat-md': ('all', lambda l: f'- `{l.whole}`'),
    'table-md': ('all', lambda l: f'| {l.whole} |'),
    'chat-quote': ('all', lambda l: f'[22.11.26, {l.at("%H:%M:%S")}] Joe: {l.whole}'),
    'telegram': ('all', lambda l: f'Joe, [22.11.2026 {l.at("%H:%M")}]\n{l.whole}'),
    'svlogd-tail': ('host', lambda l: f'{l.at("%Y-%m-%d_%H:%M:%S.%f")[:-1]} mail.info: {l.bsd()} {l.tail}'),
    'socklog': ('host', lambda l: f'{tai64n(l)} 10.0.0.1: mail.info: {l.bsd()} {l.tail}'),
    'socklog-local': ('host', lambda l: f'{l.at("%Y-%m-%d_%H:%M:%S.%f")[:-1]} mail.info: {l.bsd()} {l.tail}'),
    # records of several lines, and rows of databases
    'powershell-list': ('all', lambda l: f'LineNumber : {l.epoch() % 999}\nFilename   : mail.log\nLine       : {l.whole}\nPattern    : reject\n'),
    'mysql-vertical': ('host', lambda l: f'*************************** {l.epoch() % 99}. row ***************************\nReceivedAt: {l.at("%Y-%m-%d %H:%M:%S")}\n  Facility: 2\n  FromHost: {l.host}\n SysLogTag: {l.tag}[{l.pid}]:\n   Message:  {l.body}'),
    'psql-expanded': ('host', lambda l: f'-[ RECORD {l.epoch() % 99} ]---+--------------\nreceivedat      | {l.at("%Y-%m-%d %H:%M:%S")}\nfromhost        | {l.host}\nsyslogtag       | {l.tag}[{l.pid}]:\nmessage         |  {l.body}'),
    'otel-debug': ('all', lambda l: f'LogRecord #0\nObservedTimestamp: {l.at("%Y-%m-%d %H:%M:%S.%f")} +0000 UTC\nTimestamp: 1970-01-01 00:00:00 +0000 UTC\nSeverityText: \nSeverityNumber: Unspecified(0)\nBody: Str({l.whole})\nAttributes:\n     -> log.file.name: Str(mail.log)\nTrace ID: \nSpan ID: \nFlags: 0'),
    'mysqldump': ('host', lambda l: f'INSERT INTO `SystemEvents` VALUES {sql_row(l)};'),
    'pg-dump': ('host', lambda l: f"INSERT INTO public.systemevents VALUES ({l.epoch() % 999}, NULL, '{l.at('%Y-%m-%d %H:%M:%S')}', 2, 6, '{l.host}', {sql_text(' ' + l.body)}, NULL, '{l.tag}[{l.pid}]:');"),
    'pg-dump-copy': ('host', lambda l: '\t'.join([str(l.epoch() % 999), '\\N', l.at('%Y-%m-%d %H:%M:%S'), '2', '6', l.host, ' ' + l.body, '\\N', f'{l.tag}[{l.pid}]:'])),
    'rsyslog-sql': ('host', lambda l: f"insert into SystemEvents (Message, Facility, FromHost, Priority, ReceivedAt, SysLogTag) values ({sql_text(' ' + l.body)}, 2, '{l.host}', 6, '{l.at('%Y%m%d%H%M%S')}', '{l.tag}[{l.pid}]:')"),
    # further records by name
    'graylog-api': ('host', lambda l: obj(index='g0', message={'source': l.host, 'message': f'{l.host} {l.tail}', 'facility': 'mail', 'level': 6, 'timestamp': l.nano()[:-7] + 'Z'})),
    'graylog-api-fields': ('host', lambda l: obj(index='g0', message={'source': l.host, 'message': f'{l.host} {l.tail}', 'application_name': l.tag, 'process_id': l.pid, 'timestamp': l.nano()[:-7] + 'Z'})),
    'betterstack': ('host', lambda l: obj(dt=l.nano(), message=l.body, level='info', syslog={'appname': l.tag, 'facility': 'mail', 'host': l.host, 'procid': int(l.pid)})),
    'logdna': ('all', lambda l: obj(_ts=l.usec() // 1000, _host='shipper', _app='mail.log', _line=l.whole)),
    'loggly': ('host', lambda l: obj(logtypes=['syslog'], timestamp=l.usec() // 1000, logmsg=l.body, id='x', event={'syslog': {'host': l.host, 'appName': l.tag, 'pid': l.pid}})),
    'humio': ('all', lambda l: obj(**{'@timestamp': l.usec() // 1000, '@rawstring': l.whole, '#repo': 'mail'})),
    'seq': ('all', lambda l: obj(**{'@t': l.nano(), '@mt': l.whole, '@l': 'Information'})),
    'wazuh-json': ('all', lambda l: obj(timestamp=l.at('%Y-%m-%dT%H:%M:%S.%f')[:-3] + '+0000', rule={'level': 5}, agent={'name': 'shipper'}, full_log=l.whole, predecoder={'program_name': l.tag, 'timestamp': l.bsd(), 'hostname': l.host})),
    'wazuh-archives': ('all', lambda l: f'{l.at("%Y %b %d %H:%M:%S")} (mx1) 10.0.0.4->/var/log/mail.log {l.whole}'),
    'vector-journald': ('host', lambda l: obj(PRIORITY='6', SYSLOG_IDENTIFIER=l.tag, _PID=l.pid, _TRANSPORT='syslog', __REALTIME_TIMESTAMP=str(l.usec()), host=l.host, message=l.body, source_type='journald', timestamp=l.nano())),
    'journalbeat': ('host', lambda l: obj(__at_timestamp=l.nano(), message=l.body, host={'hostname': l.host}, process={'pid': int(l.pid), 'name': 'smtpd'}, syslog={'identifier': l.tag, 'priority': 6}, systemd={'unit': 'postfix@-.service'})),
    'promtail-pack': ('all', lambda l: obj(_entry=l.whole, app='smtp', pod='smtp-0')),
    # rows of other tables
    'aws-text-filter': ('all', lambda l: f'EVENTS\t{"3712" * 14}\t{l.usec() // 1000 + 500}\tsmtp/1f2e\t{l.whole}\t{l.usec() // 1000}'),
    'aws-text-get': ('all', lambda l: f'EVENTS\t{l.usec() // 1000 + 500}\t{l.whole}\t{l.usec() // 1000}'),
    'plesk-browser': ('host', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S")}\tINFO\t{l.tag} [{l.pid}]\t{l.body}'),
    'winsyslog': ('host', lambda l: f'{l.at("%Y-%m-%d,%H:%M:%S")},{l.at("%Y-%m-%d,%H:%M:%S")},192.0.2.1,2,6,<22>{l.bsd()} {l.host} {l.tail}'),
    'cell': ('all', lambda l: row(l.whole)),
    'cell-of-tabs': ('all', lambda l: row(l.whole, delimiter='\t')),
    'form-feeds': ('all', lambda l: l.whole + '\f'),
    'bokysan-plain': ('host', lambda l: f'{l.nano("+00:00")} INFO    {l.tail}'),
    'exim-terminal': ('host', lambda l: f'{l.nano()} LOG: MAIN REJECT\n{l.nano()}   {l.body}' if l.tag == 'exim' else l.whole),
    'exim-terminal-pid': ('host', lambda l: f'smtp-1  | {l.nano()} {l.epoch() % 99:5d} LOG: queue_run MAIN\nsmtp-1  | {l.nano()} {l.epoch() % 99:5d}   {l.body}' if l.tag == 'exim' else l.whole),
    # stamps that fewer write
    'iso-lower-case': ('host', lambda l: f'{l.at("%Y-%m-%dt%H:%M:%Sz")} {l.host} {l.tail}'),
    'iso-basic': ('host', lambda l: f'{l.at("%Y%m%dT%H%M%SZ")} {l.host} {l.tail}'),
    'date-of-digits': ('host', lambda l: f'{l.at("%Y%m%d %H:%M:%S")} {l.host} {l.tail}'),
    'digits-and-dash': ('host', lambda l: f'{l.at("%Y%m%d-%H%M%S")} {l.host} {l.tail}'),
    'year-behind': ('host', lambda l: f'{l.bsd()} {l.at("%Y")} {l.host} {l.tail}'),
    'zone-behind': ('host', lambda l: f'{l.bsd()} UTC {l.host} {l.tail}'),
    'zone-and-colon': ('host', lambda l: f'{l.at("%b %e %Y %H:%M:%S")} UTC: {l.host} {l.tail}'),
    'day-month-year': ('host', lambda l: f'{l.at("%d/%b/%Y %H:%M:%S")} {l.host} {l.tail}'),
    'month-by-name': ('host', lambda l: f'{l.at("%B %d %H:%M:%S")} {l.host} {l.tail}'),
    'kibana-old': ('all', lambda l: row(ordinal(l), l.whole, quoting=csv.QUOTE_ALL)),
    'twelve-hours': ('host', lambda l: f'{l.at("%Y/%m/%d %I:%M:%S %p")} {l.host} {l.tail}'),
    'coolify': ('all', lambda l: f'{l.at("%Y-%b-%d %H:%M:%S.%f")} {l.whole}'),
    # pages as browsers print dates where their users live
    **{f'page-{place}': ('tag', lambda l, date=date: f'{browser_date(l, date)} | info | {l.body}') for place, date in {
        'us-narrow-blank': '%-m/%-d/%Y, %-I:%M:%S\u202f%p', 'us-short': '%-m/%-d/%y, %-I:%M:%S %p',
        'canada': '%Y-%m-%d, %-I:%M:%S ~.m.', 'australia': '%d/%m/%Y, %-I:%M:%S ~m', 'south-africa': '%Y/%m/%d, %H:%M:%S',
        'denmark': '%d.%m.%Y %H.%M.%S', 'finland': '%-d.%-m.%Y klo %-H.%M.%S', 'indonesia': '%-d/%-m/%Y, %H.%M.%S',
        'netherlands': '%-d-%-m-%Y, %H:%M:%S', 'france-old': '%d/%m/%Y \u00e0 %H:%M:%S', 'bohemia': '%-d. %-m. %Y %-H:%M:%S',
        'croatia': '%-d. %-m. %Y. %H:%M:%S', 'bulgaria': '%-d.%m.%Y \u0433., %-H:%M:%S \u0447.'}.items()},
    'capitals': ('host', lambda l: f'{l.bsd().upper()} {l.host} {l.tail}'),
    'short-year': ('host', lambda l: f'{l.at("%d.%m.%y %H:%M:%S")} {l.host} {l.tail}'),
    'american': ('host', lambda l: f'{l.at("%m/%d/%Y %H:%M:%S")} {l.host} {l.tail}'),
    'epoch-brackets': ('host', lambda l: f'[{l.epoch()}] {l.host} {l.tail}'),
    'epoch-at': ('host', lambda l: f'@{l.epoch()} {l.host} {l.tail}'),
    'openwrt-milliseconds': ('host', lambda l: f'[{l.epoch()}.123] mail.info {l.tail}'),
    # heads in another order
    'template-two-hosts': ('host', lambda l: f'{l.nano()[:-4]}Z 192.0.2.9 {l.host} {l.tail}'),
    'rfc5424-pid-in-tag': ('host', lambda l: f'<22>1 {l.nano()[:-4]}Z {l.host} {l.tag}[{l.pid}] - - - {l.body}'),
    'netbsd': ('host', lambda l: f'{l.nano()[:-4]}Z {l.host} {l.tag} {l.pid} - - {l.body}'),
    'aix-forwarded': ('host', lambda l: f'{l.bsd()} Message forwarded from {l.host}: {l.tail}'),
    'macos-syslog': ('host', lambda l: f'{l.bsd()} {l.host} {l.tag}[{l.pid}] <Info>: {l.body}'),
    'macos-log': ('tag', lambda l: f'{l.at("%Y-%m-%d %H:%M:%S.%f")}+0000 0x8e0d8    Info        0x0                  {l.pid}  0    {l.tag.rsplit("/")[-1]}: {l.body}'),
    'tabs': ('host', lambda l: f'{l.bsd()}\t{l.host}\t{l.tag}[{l.pid}]:\t{l.body}'),
    'two-blanks': ('host', lambda l: f'{l.bsd()}  {l.host}  {l.tag}[{l.pid}]:  {l.body}'),
    'unbroken-blanks': ('host', lambda l: f'{l.bsd()}\u00a0{l.host}\u00a0{l.tag}[{l.pid}]:\u00a0{l.body}'),
    'blanks-behind': ('all', lambda l: l.whole.ljust(200)),
    'carriage-returns-two': ('all', lambda l: l.whole + '\r\r'),
    'brackets-around-both': ('host', lambda l: f'{l.bsd()} {l.host} [{l.tag}] [{l.pid}] {l.body}'),
    # fields
    'ltsv': ('host', lambda l: f'time:{l.nano()}\thost:{l.host}\tident:{l.tag}\tpid:{l.pid}\tmessage:{l.body}'),
    'ltsv-whole': ('all', lambda l: f'time:{l.nano()}\tmessage:{l.whole}'),
    'elastic-dots': ('host', lambda l: obj(**{'@timestamp': l.nano(), 'host.hostname': l.host, 'process.name': l.tag, 'process.pid': int(l.pid), 'message': l.body})),
    'elastic-original': ('all', lambda l: obj(**{'@timestamp': l.nano(), 'event': {'original': l.whole}, 'message': l.body, 'host': {'name': 'shipper'}})),
    'nxlog-json': ('host', lambda l: obj(EventTime=l.at('%Y-%m-%d %H:%M:%S'), Hostname=l.host, SourceName=l.tag, ProcessID=l.pid, Message=l.body)),
    'victorialogs': ('host', lambda l: obj(_time=l.nano(), _msg=l.body, hostname=l.host, app_name=l.tag, proc_id=l.pid)),
    'gcloud-yaml': ('all', lambda l: f"---\ninsertId: abc\ntextPayload: {json.dumps(l.whole)}\ntimestamp: '{l.nano()}'"),
    'rsyslog-semicolon': ('host', lambda l: f'{l.nano()};{l.host};{l.tag}[{l.pid}]:;{l.body}'),
    'azure-csv': ('host', lambda l: row(l.at('%-m/%-d/%Y, %-I:%M:%S.%f %p'), l.host, 'mail', 'info', l.tag, l.pid, l.body)),
    'splunk-xml': ('all', lambda l: f"<result><field k='_raw'><v xml:space='preserve'>{escaped(l.whole)}</v></field></result>"),
    'splunk-csv': ('all', lambda l: row(l.whole, l.nano(), 'h', '/var/log/mail.log', quoting=csv.QUOTE_ALL)),
    # terminals, pages and people
    'byte-order-marks': ('all', lambda l: '\ufeff' + l.whole),
    'bracketed-paste': ('all', lambda l: f'{ESC}[?2004l\r{l.whole}'),
    'colours-within': ('all', lambda l: f'{ESC}[36m{l.whole[:15]}{ESC}[0m{ESC}[1;34m{l.whole[15:]}{ESC}[0m'),
    'colours-cat-v': ('all', lambda l: f'^[[32m{l.whole}^[[0m'),
    'colours-without-escape': ('all', lambda l: f'[32m{l.whole}[0m'),
    'frame': ('all', lambda l: f'\u2502{l.whole}'),
    'html-numbers': ('all', lambda l: l.whole.replace('&', '&#38;').replace('<', '&#60;').replace('>', '&#62;').replace('"', '&#34;')),
    'html-td': ('all', lambda l: f'<tr><td>{escaped(l.whole)}</td></tr>'),
    'html-cells': ('host', lambda l: f'<tr><td>{l.at("%Y-%m-%d %H:%M:%S")}</td><td>{l.host}</td><td>{l.tag}[{l.pid}]:</td><td>{escaped(l.body)}</td></tr>'),
    'xml-cdata': ('all', lambda l: f'<line><![CDATA[{l.whole}]]></line>'),
    'markdown-escaped': ('all', lambda l: re.sub(r'([_*<>\[\]])', r'\\\1', l.whole)),
    'markdown-bold': ('all', lambda l: f'**{l.whole}**'),
    'forum-italics': ('all', lambda l: f'[i]{l.whole}[/i]'),
    'printed-quotes': ('all', lambda l: f'\u201c{l.whole}\u201d'),
    'guillemets': ('all', lambda l: f'\u00ab{l.whole}\u00bb'),
    'host-in-front': ('all', lambda l: f'mx1: {l.whole}'),
    'ansible': ('all', lambda l: f'mx1.example.org | {l.whole}'),
    'dsh': ('all', lambda l: f'mx1: {l.whole}'),
}


def event_of(line):
    return {'timestamp': line.usec() // 1000, 'message': line.whole, 'ingestionTime': line.usec() // 1000 + 500}


def hit_of(line):
    return {'_index': 'logs', '_id': 'x', '_source': {'@timestamp': line.nano(), 'message': line.whole, 'tags': ['mail']}}


def otlp_of(line):
    return {'timeUnixNano': str(line.usec() * 1000), 'body': {'stringValue': line.whole},
            'attributes': [{'key': 'log.file.name', 'value': {'stringValue': 'mail.log'}}]}


def by(n, lines):
    return [lines[i:i + n] for i in range(0, len(lines), n)]


# what stands around the whole log, or many of its lines
WHOLE = {
    'tail-of-files': ('all', lambda ls: '==> /var/log/mail.log <==\n' + '\n'.join(l.whole for l in ls[:9]) + '\n\n==> /var/log/mail.err <==\n\n==> /var/log/mail.log <==\n' + '\n'.join(l.whole for l in ls[9:])),
    'journal-marks': ('host', lambda ls: '-- Logs begin at Mon 2025-11-03 10:00:00 UTC, end at Mon 2025-12-01 10:00:00 UTC. --\n' + '\n'.join(f'{l.bsd("%d")} {l.host} {l.tail}' + ('\n-- Boot 5f1d2c3b4a59487796a5b4c3d2e1f001 --' if i == 9 else '') for i, l in enumerate(ls))),
    'json-array': ('all', lambda ls: json.dumps([{'time': l.nano(), 'message': l.whole} for l in ls])),
    'json-array-of-strings': ('all', lambda ls: json.dumps([l.whole for l in ls])),
    'json-array-pretty': ('all', lambda ls: json.dumps([{'time': l.nano(), 'message': l.whole} for l in ls], indent=4)),
    'json-strings-pretty': ('all', lambda ls: json.dumps({'stdout_lines': [l.whole for l in ls]}, indent=4)),
    'json-stdout': ('all', lambda ls: json.dumps({'changed': True, 'cmd': 'cat /var/log/mail.log', 'rc': 0, 'start': '2026-05-01 10:00:00.1', 'stdout': '\n'.join(l.whole for l in ls), 'stderr': ''})),
    'json-stdout-pretty': ('all', lambda ls: json.dumps({'changed': True, 'cmd': ['cat', '/var/log/mail.log'], 'stdout': '\n'.join(l.whole for l in ls) + '\n' + 'x' * 90000, 'stdout_lines': []}, indent=4)),
    'json-output-a-host': ('all', lambda ls: '\n'.join(json.dumps({'host': 'node%d' % i, 'output': '\n'.join(l.whole for l in part)}) for i, part in enumerate(by(7, ls)))),
    'string-of-lines': ('all', lambda ls: json.dumps('\n'.join(l.whole for l in ls))),
    'ansible-fatal': ('all', lambda ls: 'fatal: [mx1]: FAILED! => ' + json.dumps({'changed': False, 'stdout': '\n'.join(l.whole for l in ls), 'stdout_lines': [l.whole for l in ls]})),
    'ansible-ok': ('all', lambda ls: 'TASK [look at the log] ****\nok: [mx1] => ' + json.dumps({'changed': False, 'stdout': '\n'.join(l.whole for l in ls)}, indent=4)),
    'json-glued': ('all', lambda ls: '\n'.join(''.join(obj(time=l.nano(), message=l.whole) for l in part) for part in by(3, ls))),
    'json-spaced': ('host', lambda ls: '\n'.join(' '.join(obj(time=l.nano(), host=l.host, program=l.tag, pid=l.pid, message=l.body) for l in part) for part in by(2, ls))),
    'cloudwatch-events': ('all', lambda ls: json.dumps({'events': [event_of(l) for l in ls], 'nextForwardToken': 'f/36', 'nextBackwardToken': 'b/36'}, indent=4)),
    'cloudwatch-events-compact': ('all', lambda ls: json.dumps({'events': [event_of(l) for l in ls], 'searchedLogStreams': []})),
    'cloudwatch-subscription': ('all', lambda ls: '\n'.join(json.dumps({'messageType': 'DATA_MESSAGE', 'owner': '1', 'logGroup': 'smtp', 'logStream': 's', 'subscriptionFilters': ['f'], 'logEvents': [{'id': '3', **event_of(l)} for l in part]}) for part in by(4, ls))),
    'json-line-long': ('all', lambda ls: json.dumps([{'time': l.nano(), 'pad': 'x' * 5000, 'message': l.whole} for l in ls])),
    'json-lines-long': ('all', lambda ls: '\n'.join(obj(time=l.nano(), message=l.whole, pad='x' * 90000 * (i == 9)) for i, l in enumerate(ls))),
    'elastic-hits': ('all', lambda ls: json.dumps({'took': 3, 'timed_out': False, '_shards': {'total': 1}, 'hits': {'total': {'value': len(ls)}, 'hits': [hit_of(l) for l in ls]}})),
    'elastic-hits-pretty': ('all', lambda ls: json.dumps({'took': 3, 'hits': {'total': {'value': len(ls)}, 'hits': [hit_of(l) for l in ls]}}, indent=2)),
    'loki-api': ('all', lambda ls: json.dumps({'status': 'success', 'data': {'resultType': 'streams', 'result': [{'stream': {'app': 'smtp'}, 'values': [[str(l.usec() * 1000), l.whole] for l in ls]}], 'stats': {}}})),
    'otlp-file': ('all', lambda ls: '\n'.join(json.dumps({'resourceLogs': [{'resource': {'attributes': [{'key': 'host.name', 'value': {'stringValue': 'shipper'}}]}, 'scopeLogs': [{'scope': {}, 'logRecords': [otlp_of(l) for l in part]}]}]}) for part in by(5, ls))),
    'gcloud-list': ('all', lambda ls: json.dumps([{'insertId': 'a', 'resource': {'labels': {'x': 'y'}}, 'textPayload': l.whole, 'timestamp': l.nano()} for l in ls], indent=2)),
    'azure-records': ('host', lambda ls: '\n'.join(json.dumps({'records': [{'TimeGenerated': l.nano(), 'Computer': l.host, 'ProcessName': l.tag, 'ProcessID': int(l.pid), 'SyslogMessage': l.body} for l in part]}) for part in by(3, ls))),
    'grafana-json': ('all', lambda ls: json.dumps([{'line': l.whole, 'timestamp': str(l.usec() * 1000), 'date': l.nano(), 'fields': {'app': 'smtp'}} for l in ls], indent=2)),
    'graylog-search': ('host', lambda ls: json.dumps({'query': '*', 'messages': [{'index': 'g0', 'message': {'source': l.host, 'message': f'{l.host} {l.tail}', 'timestamp': l.nano()[:-7] + 'Z'}} for l in ls], 'fields': ['x'], 'total_results': 9})),
    'mysqldump-extended': ('host', lambda ls: '-- MySQL dump 10.13\nDROP TABLE IF EXISTS `SystemEvents`;\nLOCK TABLES `SystemEvents` WRITE;\n' + 'INSERT INTO `SystemEvents` VALUES ' + ','.join(sql_row(l) for l in ls) + f",(9,NULL,NULL,NULL,2,6,'mx1','{'x' * 90000}',NULL,NULL,NULL);" + '\nUNLOCK TABLES;'),
    'mysqldump-lines': ('host', lambda ls: 'INSERT INTO `SystemEvents` (`ID`, `CustomerID`, `ReceivedAt`, `Message`, `SysLogTag`) VALUES\n' + ',\n'.join(sql_row(l) for l in ls) + ';'),
    'octets-glued': ('host', lambda ls: ''.join((lambda m: f'{len(m.encode())} {m}')(f'<22>1 {l.nano()[:-4]}Z {l.host} {l.tag} {l.pid} - - {l.body}') for l in ls)),
    'terminal-80': ('all', lambda ls: '\n'.join(l.whole[i:i + 80] for l in ls for i in range(0, len(l.whole), 80))),
    'mail-at-76': ('all', lambda ls: '\n'.join(part for l in ls for part in textwrap.wrap(l.whole, 76, break_long_words=False, break_on_hyphens=False))),
    'mail-quoted-printable': ('all', lambda ls: 'Content-Transfer-Encoding: quoted-printable\n\n' + quopri.encodestring('\n'.join(l.whole for l in ls).encode()).decode()),
    'html-one-line': ('all', lambda ls: '<p>' + '<br>'.join(escaped(l.whole) for l in ls) + '</p>'),
    'byte-order-mark': ('all', lambda ls: '\ufeff' + '\n'.join(l.whole for l in ls)),
    'kibana-csv-head': ('all', lambda ls: '"@timestamp",message,"host.name"\n' + '\n'.join(row(l.at('%b %d, %Y @ %H:%M:%S.%f')[:-3], l.whole, 'shipper', quoting=csv.QUOTE_ALL) for l in ls)),
}


# as Windows saves text: the encoding, and what stands before it
ENCODINGS = {
    'utf-16': ('all', ('utf-16-le', b'\xff\xfe')),
    'utf-16-be': ('all', ('utf-16-be', b'\xfe\xff')),
    'utf-16-without-mark': ('all', ('utf-16-le', b'')),
}


def wrapped(name, texts):
    """the log's lines in that wrapping, as bytes"""
    Line.made = 0
    lines = [Line(text) for text in texts]
    if name in ENCODINGS:
        encoding, mark = ENCODINGS[name][1]
        return mark + ''.join(line.whole + '\r\n' for line in lines).encode(encoding)
    if name in WHOLE:
        whole = WHOLE[name][1](lines) + '\n'
    else:
        whole = '\n'.join(WRAPPINGS[name][1](line) for line in lines) + '\n'
    return whole.encode()


def all_of_them():
    return {**WRAPPINGS, **WHOLE, **ENCODINGS}


def main():
    if sys.argv[1] == '--list':
        for name, (keeps, _) in all_of_them().items():
            print(name, keeps)
        return
    sys.stdout.buffer.write(wrapped(sys.argv[1], sys.stdin.read().splitlines()))


if __name__ == "__main__":
    main()
