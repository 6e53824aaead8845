import { expect, it } from 'vitest'
import { parseAmavis } from './amavis'
import { parseClamav } from './clamav'
import { parseOpendkim, parseOpendmarc } from './dkim-dmarc'
import { parseRspamd } from './rspamd'

const rspamd = (head: string, symbols: string, tail = ''): string =>
  `<1b696f>; task; rspamd_task_write_log: ${head}, (default: F (soft reject): [7.50/15.00] [${symbols}]), len: 236, time: 46.205ms, dns req: 14, digest: <a25e>, rcpts: <bob@example.org,c@d>, mime_rcpts: <bob@example.org,>${tail}`

it('reads rspamd’s verdict with its symbols, the heaviest first', () => {
  const head = 'id: <0.28038@hub.test>, qid: <5249025E095>, ip: 192.0.2.7, user: a@b, from: <s0@hub.test>'
  const text = rspamd(
    head,
    'MIME_GOOD(-0.10){text/plain;},RDNS_NONE(1.00){},HFILTER_HELO_5(3.00){vm;}',
    ', forced: soft reject "Try "again" later"; score=nan (set by greylist)',
  )
  expect(parseRspamd(text)).toEqual({
    kind: 'scanned',
    queueId: '5249025E095',
    messageId: '0.28038@hub.test',
    address: '192.0.2.7',
    user: 'a@b',
    sender: 's0@hub.test',
    recipients: ['bob@example.org', 'c@d'],
    action: 'soft reject',
    score: 7.5,
    limit: 15,
    symbols: [
      { name: 'HFILTER_HELO_5', score: 3, options: ['vm'] },
      { name: 'RDNS_NONE', score: 1, options: [] },
      { name: 'MIME_GOOD', score: -0.1, options: ['text/plain'] },
    ],
    forced: { action: 'soft reject', text: 'Try "again" later', by: 'greylist' },
    virus: null,
    size: 236,
    seconds: 0.046205,
    nextQueueId: null,
  })
})

it('takes the queue id from the end of what the sender wrote, and a symbol’s options as they are', () => {
  const text = rspamd(
    'id: <x>, qid: <FAKE00>, ip: 203.0.113.9>, qid: <5249025E095>, ip: 192.0.2.7, from: <>',
    'CLAM_VIRUS(4.00){Eicar-Test-Signature;},SUBJECT_X(1.00){a}, (b){c;}',
  )
  expect(parseRspamd(text)).toMatchObject({ queueId: '5249025E095', address: '192.0.2.7', virus: 'Eicar-Test-Signature', sender: '' })
})

it('keeps rspamd’s other lines as notes, with or without a tag', () => {
  expect(
    parseRspamd('<1b>; task; rspamd_message_parse: loaded message; id: <undef>; queue-id: <A1B2C3>; size: 9; checksum: <0>'),
  ).toMatchObject({
    kind: 'message-loaded',
    messageId: null,
    queueId: 'A1B2C3',
    size: 9,
  })
  expect(parseRspamd('rspamd_url_init: start compiling')).toMatchObject({ kind: 'note', what: 'rspamd_url_init' })
})

it('reads amavis’ verdict and the queue id under which it gave the message back', () => {
  expect(
    parseAmavis(
      '(06433-01) Blocked INFECTED (Eicar-Test-Signature) {DiscardedInbound,Quarantined}, [192.0.2.7]:37642 [203.0.113.9] <"a> -> <x"@b> -> <c@d>,<e@f>, Queue-ID: 5F3A1B, Message-ID: <m@n>, mail_id: i, Hits: -1.9, size: 1234, queued_as: ABCDEF12, 812 ms',
    ),
  ).toMatchObject({
    action: 'Blocked INFECTED',
    virus: 'Eicar-Test-Signature',
    recipients: ['c@d', 'e@f'],
    queueId: '5F3A1B',
    messageId: 'm@n',
    score: -1.9,
    size: 1234,
    nextQueueId: 'ABCDEF12',
    seconds: 0.812,
    address: '192.0.2.7',
  })
})

it('reads what OpenDKIM and OpenDMARC decided', () => {
  expect(parseOpendkim('DACCE25E043: DKIM-Signature field added (s=s1, d=example.test)')).toMatchObject({
    result: 'signed',
    selector: 's1',
    domain: 'example.test',
  })
  expect(parseOpendkim('DACCE25E043: s=s1 d=example.test a=rsa-sha256 SSL error:0407: bad signature')).toMatchObject({
    result: 'fail',
    domain: 'example.test',
  })
  expect(parseOpendkim('DACCE25E043: DKIM verification successful')).toMatchObject({ result: 'pass', reason: null })
  expect(parseOpendkim('DACCE25E043: mx.example [192.0.2.7] not internal')).toMatchObject({ kind: 'note' })
  expect(parseOpendmarc('DACCE25E043: example.org fail')).toMatchObject({ kind: 'dmarc', domain: 'example.org', result: 'fail' })
  expect(parseOpendmarc('OpenDMARC Filter v1.4.2 starting (args: -f)')).toMatchObject({ kind: 'program', version: '1.4.2' })
})

it('reads a virus that ClamAV found', () => {
  expect(parseClamav('instream(local): Eicar-Test-String.UNOFFICIAL(44d8:68) FOUND')).toEqual({
    kind: 'virus',
    name: 'Eicar-Test-String.UNOFFICIAL',
    source: 'instream(local)',
    size: 68,
  })
})
