// The parser of the program that wrote a line. What no parser knows stays as it is, under its program's name, so that gaps are seen.
import { parseDovecot } from './dovecot/parse-dovecot'
import type { LogEvent } from './event'
import { parseAmavis } from './filters/amavis'
import { parseClamav } from './filters/clamav'
import { parseOpendkim, parseOpendmarc } from './filters/dkim-dmarc'
import { parseRspamd } from './filters/rspamd'
import type { LogLine } from './line'
import { parseExim } from './others/exim'
import { parseGuard, parseMailScanner, parsePostgrey } from './others/guards'
import { parseMailServer } from './others/mail-servers'
import { parseRoundcube } from './others/roundcube'
import { parseSshd } from './others/sshd'
import { parseAccess, parseNginx } from './others/web'
import { parsePostfix } from './postfix/parse-postfix'

type Parser = (line: LogLine) => LogEvent | null

const clamav: Parser = ({ text }) => parseClamav(text)
const sshd: Parser = ({ text }) => parseSshd(text)
const server: Parser = ({ text, program }) => parseMailServer(text, program)

const parsers = new Map<string, Parser>([
  ['postfix', parsePostfix],
  ['dovecot', parseDovecot],
  ['rspamd', (line) => parseRspamd(line.text)],
  ['opendkim', ({ text }) => parseOpendkim(text)],
  ['opendmarc', ({ text }) => parseOpendmarc(text)],
  ['amavis', ({ text }) => parseAmavis(text)],
  ['amavisd', ({ text }) => parseAmavis(text)],
  ['clamav', clamav],
  ['clamd', clamav],
  ['clamav-daemon', clamav],
  ['clamav-milter', clamav],
  ['freshclam', clamav],
  ['roundcube', ({ text }) => parseRoundcube(text)],
  ['sshd', sshd],
  ['sshd-session', sshd],
  ['sshd-auth', sshd],
  ['postgrey', ({ text }) => parsePostgrey(text)],
  ['exim', ({ text }) => parseExim(text)],
  ['exim4', ({ text }) => parseExim(text)],
  ['nginx', ({ text, part }) => parseNginx(text, part)],
  ['web', ({ text }) => parseAccess(text)],
  ['MailScanner', ({ text }) => parseMailScanner(text)],
  ['netfilter', ({ text }) => parseGuard(text)],
  ['mailu', ({ text }) => parseGuard(text)],
  ['fail2ban.actions', ({ text }) => parseGuard(text)],
  ...['imapd', 'pop3d', 'imaps', 'pop3s', 'imapd-ssl', 'pop3d-ssl', 'cucipop', 'smtpd', 'sendmail', 'sm-mta', 'cyrus'].map(
    (name): [string, Parser] => [name, server],
  ),
])

export function parseEvent(line: LogLine): LogEvent {
  const parser = parsers.get(line.program)
  const event = parser ? parser(line) : line.program === '' || line.format === 'bare' ? byText(line) : null
  return event ?? { kind: 'unknown', text: line.text }
}

/** Without a name in front, the text is what there is: the programs whose words cannot be mistaken are asked in turn. */
function byText(line: LogLine): LogEvent | null {
  const event = parsePostfix(line)
  if (event && event.kind !== 'note' && event.kind !== 'problem') return event
  return parseDovecotByText(line) ?? parseExim(line.text) ?? parseMailServer(line.text, '') ?? event
}

const parseDovecotByText = (line: LogLine): LogEvent | null => {
  const event = parseDovecot(line)
  return event?.kind === 'note' || event?.kind === 'problem' ? null : event
}
