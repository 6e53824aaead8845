import { describe, expect, it } from 'vitest'
import { type LineContext, longestText } from '../line'
import { readLine } from './read-line'

const utc: LineContext = { zone: 'UTC', reference: Date.UTC(2026, 10, 21) * 1000 }
const madrid = (reference: string, after?: string): LineContext => ({
  zone: 'Europe/Madrid',
  reference: Date.parse(reference) * 1000,
  after: after ? Date.parse(after) * 1000 : null,
})
const micros = (iso: string, more = 0): number => Date.parse(iso) * 1000 + more

describe('the same message', () => {
  const said = { program: 'postfix', part: 'smtpd', pid: 265, text: 'connect from mx.example.org[192.0.2.7]', cut: false }

  it('comes out of rsyslog’s file format', () => {
    const line = readLine('2026-11-20T21:28:46.136467+01:00 mail2 postfix/smtpd[265]: connect from mx.example.org[192.0.2.7]', utc)
    expect(line).toEqual({ ...said, at: micros('2026-11-20T20:28:46Z', 136_467), host: 'mail2', service: null, format: 'iso' })
  })

  it('comes out of journalctl’s short-iso-precise, whose zone has no colon', () => {
    const line = readLine(
      '2026-11-20T15:28:46.136467-0500 mail2.example postfix/submission/smtpd[265]: connect from mx.example.org[192.0.2.7]',
      utc,
    )
    expect(line).toMatchObject({ ...said, at: micros('2026-11-20T20:28:46Z', 136_467), host: 'mail2.example', service: 'submission' })
  })

  it('comes out of the traditional format and of postlogd', () => {
    const line = readLine('Nov 20 20:28:46 mail2 postfix/smtpd[265]: connect from mx.example.org[192.0.2.7]', utc)
    expect(line).toMatchObject({ ...said, at: micros('2026-11-20T20:28:46Z'), host: 'mail2', format: 'traditional' })
  })

  it('comes out of the traditional format as it travels, with its priority', () => {
    expect(readLine('<22>Nov  2 20:28:46 mail2 postfix/smtpd[265]: connect from mx.example.org[192.0.2.7]', utc)).toMatchObject(said)
  })

  it('comes out of RFC 5424, with structured data or none', () => {
    const plain = readLine(
      '<22>1 2026-11-20T20:28:46.136467+00:00 mail2 postfix/smtpd 265 - -  connect from mx.example.org[192.0.2.7]',
      utc,
    )
    expect(plain).toMatchObject({ ...said, at: micros('2026-11-20T20:28:46Z', 136_467), format: 'rfc5424' })
    const data = readLine(
      '<22>1 2026-11-20T20:28:46Z mail2 postfix/smtpd 265 - [a b="x] \\" y"][c] connect from mx.example.org[192.0.2.7]',
      utc,
    )
    expect(data).toMatchObject(said)
  })

  it('comes out of journald as JSON, its text as a string or as bytes', () => {
    const entry = { SYSLOG_IDENTIFIER: 'postfix/smtpd', _PID: '265', _HOSTNAME: 'mail2', _SOURCE_REALTIME_TIMESTAMP: '1795206526136467' }
    const at = micros('2026-11-20T20:28:46Z', 136_467)
    expect(readLine(JSON.stringify({ ...entry, MESSAGE: said.text }), utc)).toMatchObject({ ...said, at, format: 'journal-json' })
    const bytes = [...Buffer.from(said.text), 0, 0xff]
    expect(readLine(JSON.stringify({ ...entry, MESSAGE: bytes }), utc)).toMatchObject({ at, text: `${said.text}\u{fffd}` })
    expect(readLine(JSON.stringify({ ...entry, MESSAGE: ['first', 'second'] }), utc).text).toBe('first')
    expect(readLine(JSON.stringify({ ...entry, MESSAGE: null }), utc).text).toBe('')
  })
})

describe('a time without a year', () => {
  const at = (text: string, context: LineContext): string =>
    new Date((readLine(`${text} mail x[1]: y`, context).at ?? Number.NaN) / 1000).toISOString()

  it('is of last year when it would be later than now', () => {
    expect(at('Dec 31 23:59:58', madrid('2027-01-01T09:00:00Z'))).toBe('2026-12-31T22:59:58.000Z')
    expect(at('Jan  1 00:00:01', madrid('2027-01-01T09:00:00Z'))).toBe('2026-12-31T23:00:01.000Z')
  })

  it('may be a little later than now, for clocks differ', () => {
    expect(at('Jan  1 00:00:01', { zone: 'UTC', reference: micros('2026-12-31T23:59:00Z') })).toBe('2027-01-01T00:00:01.000Z')
  })

  it('waits for a leap year on 29 February', () => {
    expect(at('Feb 29 12:00:00', madrid('2026-11-21T00:00:00Z'))).toBe('2024-02-29T11:00:00.000Z')
  })

  it('is the first of two hours when clocks go back, and the second once the line before was later', () => {
    expect(at('Oct 25 02:30:00', madrid('2026-11-01T00:00:00Z'))).toBe('2026-10-25T00:30:00.000Z')
    expect(at('Oct 25 02:30:00', madrid('2026-11-01T00:00:00Z', '2026-10-25T00:59:59Z'))).toBe(
      '2026-10-25T00:30:00.000Z'.replace('00:30', '01:30'),
    )
    expect(at('Oct 25 02:30:01', madrid('2026-11-01T00:00:00Z', '2026-10-25T00:30:00Z'))).toBe('2026-10-25T00:30:01.000Z')
  })

  it('counts by the offset before in the hour that does not happen', () => {
    expect(at('Mar 29 02:30:00', madrid('2026-11-01T00:00:00Z'))).toBe('2026-03-29T01:30:00.000Z')
  })

  it('is UTC in a zone that nobody knows', () => {
    expect(at('Nov 20 20:00:00', { zone: 'Middle-earth/Shire', reference: utc.reference })).toBe('2026-11-20T20:00:00.000Z')
  })
})

describe('files that programs write themselves', () => {
  it.each([
    ['2026-11-20 20:27:37 #305(normal) <1b696f>; task; rspamd_message_parse: loaded message; id: <a@b>', 'rspamd', 'normal', 305],
    ['Fri Nov 20 20:24:32 2026 -> instream(local): Eicar(0:68) FOUND', 'clamav', null, null],
    ['[20-Nov-2026 20:24:32 +0000]: <abc> Successful login for a@b (ID: 3) from 192.0.2.7 in session abc', 'roundcube', null, null],
    ['2026-11-20 20:24:32 imap-login: Info: Login: user=<a>, rip=192.0.2.7', 'dovecot', 'imap-login', null],
    ["Nov 20 20:24:32 lmtp(a@b)<1><x>: Info: sieve: msgid=<a>: stored mail into mailbox 'INBOX'", 'dovecot', 'lmtp', null],
    ['2026/11/20 20:24:32 [info] 8#8: *1 client logged in, client: 192.0.2.7, server: 0.0.0.0:25', 'nginx', 'info', 8],
    ['192.0.2.7 - - [20/Nov/2026:20:24:32 +0000] "GET / HTTP/1.1" 200 1 "-" "x"', 'web', 'access', null],
  ])('%s', (text, program, part, pid) => {
    const line = readLine(text, utc)
    expect(line).toMatchObject({ program, part, pid })
    expect(new Date((line.at ?? 0) / 1000).toISOString()).toMatch(/^2026-11-20T20:2[47]:3[27]/)
  })
})

describe('a line that strangers had a hand in', () => {
  it('loses NUL, carriage return and colours, escaped by rsyslog or not', () => {
    const text = 'Nov 20 20:28:46 m x[1]: \x1b[31mred\x1b[0m #033[1mbold#033[0m nul\0 #000cr\r tab\t#011end #289 #1b'
    expect(readLine(text, utc).text).toBe('red bold nul cr tab\t\tend #289 #1b')
  })

  it('is valid Unicode whatever its bytes were', () => {
    const line = readLine(Uint8Array.from([...Buffer.from('Nov 20 20:28:46 m x[1]: a'), 0xc3, 0x28, 0xed, 0xa0, 0x80]), utc)
    expect(line.text).toContain('\u{fffd}(')
    expect(readLine('{"MESSAGE":"half \\ud83d pair"}', utc).text).toBe('half \u{fffd} pair')
  })

  it('is cut when it is a megabyte, and says so', () => {
    const line = readLine(`Nov 20 20:28:46 m x[1]: ${'a'.repeat(1_000_000)}`, utc)
    expect(line.cut).toBe(true)
    expect(line.text.length).toBeLessThanOrEqual(longestText)
  })

  it.each([
    '',
    ' ',
    '{',
    '{}',
    '[]',
    '{"MESSAGE":{}}',
    '<>',
    '<22>1',
    '<22>1 - - - - - ',
    'Nov',
    'Nov 20 20:28:46',
    '2026-11-20T20:28:46Z',
    '2026-13-45T99:99:99Z x y[1]: z',
    '[20-Nov-2026',
    'x[1]:',
  ])('is all text when it has no header: %j', (text) => {
    expect(() => readLine(text, utc)).not.toThrow()
  })
})
