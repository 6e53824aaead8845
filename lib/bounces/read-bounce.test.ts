import { describe, expect, test } from 'vitest'
import { permanenceOf } from './permanence'
import { readBounce } from './read-bounce'

const report = (status: string, words = 'I am sorry.'): Buffer =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example.org',
      'To: ana@example.org',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      words,
      '--b',
      'Content-Type: message/delivery-status',
      '',
      status,
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: ana@example.org',
      'Subject: 550 5.1.1 User unknown',
      '',
      'Diagnostic-Code: smtp; 550 5.1.1 no',
      '--b--',
      '',
    ].join('\n'),
  )
const inWords = (words: string, head = 'Subject: failure notice'): Buffer =>
  Buffer.from(`From: MAILER-DAEMON@mx.example.org\nTo: ana@example.org\n${head}\n\n${words}\n`)
const recipients = async (content: Buffer) => (await readBounce(content))?.recipients

describe('a mail that came back', () => {
  test('says of each recipient what happened', async () => {
    const status = [
      'Reporting-MTA: dns; mx.example.org',
      '',
      'Final-Recipient: rfc822; bo@example.net',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 <bo@example.net>: Recipient address rejected:',
      '    User unknown in virtual mailbox table',
      '',
      'Final-Recipient: rfc822; cy@example.net',
      'Action: delayed',
      'Status: 4.4.1',
      'Diagnostic-Code: X-Postfix; connect to mx.example.net[192.0.2.1]:25: Connection timed out',
    ].join('\n')
    expect(await recipients(report(status))).toMatchObject([
      { address: 'bo@example.net', action: 'failed', status: '5.1.1', replyCode: '550', permanence: 'hard' },
      { address: 'cy@example.net', action: 'delayed', status: '4.4.1', replyCode: null, permanence: 'soft' },
    ])
  })

  test('the other server’s own code is nearer to the fact than what was made of it', async () => {
    const status = 'Final-Recipient: rfc822; bo@example.net\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full'
    expect(await recipients(report(status))).toMatchObject([{ status: '5.2.2', replyCode: '552', permanence: 'soft' }])
  })

  test('in words alone it is read up to where the returned mail begins', async () => {
    const words = [
      'Hi. This is the qmail-send program at mx.example.org.',
      '',
      '<bo@example.net>:',
      '192.0.2.1 does not like recipient.',
      'Remote host said: 450 4.2.1 mailbox is locked',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Subject: 550 5.1.1 User unknown',
    ].join('\n')
    expect(await recipients(inWords(words))).toMatchObject([
      { address: 'bo@example.net', status: '4.2.1', replyCode: '450', permanence: 'soft' },
    ])
  })

  test('several in words are told apart', async () => {
    const words = [
      'The following address(es) failed:',
      '',
      '  bo@example.net',
      '    host mx.example.net [192.0.2.1]: 550 5.1.1 no such user',
      '  cy@example.net',
      '    host mx.example.net [192.0.2.1]: 452 4.2.2 over quota',
    ].join('\n')
    expect(
      await recipients(inWords(words, 'X-Failed-Recipients: bo@example.net, cy@example.net\nSubject: Mail delivery failed')),
    ).toMatchObject([
      { address: 'bo@example.net', status: '5.1.1', permanence: 'hard' },
      { address: 'cy@example.net', status: '4.2.2', permanence: 'soft' },
    ])
  })

  test('addresses, ports and years are no codes', async () => {
    const words = 'The following address failed:\n\n  bo@example.net\n    no route to 2001:550:220::1 port 525 since 2026'
    expect(await recipients(inWords(words))).toMatchObject([{ status: '5.0.0', replyCode: null }])
  })

  test('automatic answers and ordinary mails are none', async () => {
    expect(
      await readBounce(Buffer.from('From: bo@example.net\nAuto-Submitted: auto-replied\nSubject: Automatic reply: hi\n\nI am away.')),
    ).toBeNull()
    expect(await readBounce(Buffer.from('From: bo@example.net\nSubject: lunch\n\nToday?'))).toBeNull()
    expect(await readBounce(Buffer.from('\0\0\0'))).toBeNull()
  })

  test.each([
    ['5.1.1', '550 5.1.1 User unknown', 'hard'],
    ['5.1.2', 'Host or domain name not found. Name service error for name=gone.example type=A: Host not found', 'hard'],
    ['5.1.10', '556 5.1.10 Recipient address has null MX', 'hard'],
    ['5.7.1', '550 5.7.1 Message rejected: listed at a block list', 'soft'],
    ['5.1.1', '550 5.1.1 blocked using bl.example', 'soft'],
    ['5.7.26', '550 5.7.26 DMARC policy of the domain does not allow this', 'soft'],
    ['5.2.2', '552 5.2.2 Mailbox full', 'soft'],
    ['4.1.1', '450 4.1.1 User unknown', 'soft'],
  ])('%s %s: %s', (status, words, permanence) => expect(permanenceOf(status, words)).toBe(permanence))
})
