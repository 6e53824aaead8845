import { expect, it } from 'vitest'
import type { LogEvent } from '../event'
import { parsePostfix } from './parse-postfix'

const read = (text: string, part: string | null = null, service: string | null = null): LogEvent | null =>
  parsePostfix({ text, part, service })
const says = (text: string, event: object, part: string | null = null) => expect(read(text, part), text).toMatchObject(event)

const peer = { name: 'mx.example.org', address: '192.0.2.7', port: null }

it('follows a client from its connection to its end', () => {
  says('connect from mx.example.org[192.0.2.7]', { kind: 'connect', client: peer, server: null })
  says('connect from unknown[2001:db8::7]:40112', { kind: 'connect', client: { name: null, address: '2001:db8::7', port: 40112 } })
  says('connect from localhost[::ffff:127.0.0.1]', { client: { name: 'localhost', address: '127.0.0.1' } })
  says('disconnect from mx.example.org[192.0.2.7] ehlo=1 mail=2 rcpt=1/4 rset=1 unknown=0/2 commands=5/10', {
    kind: 'disconnect',
    commands: { rcpt: { accepted: 1, total: 4 }, unknown: { accepted: 0, total: 2 }, commands: { accepted: 5, total: 10 } },
  })
  says('disconnect from unknown[unknown]', { kind: 'disconnect', client: { name: null, address: null }, commands: {} })
  says('lost connection after DATA (4711 bytes) from mx.example.org[192.0.2.7]', {
    kind: 'session-broken',
    what: 'lost connection',
    stage: 'DATA',
    bytes: 4711,
    client: peer,
  })
  says('timeout after END-OF-MESSAGE from mx.example.org[192.0.2.7]', { what: 'timeout', stage: 'END-OF-MESSAGE', bytes: null })
  says('too many errors after RCPT from mx.example.org[192.0.2.7]', { what: 'too many errors', stage: 'RCPT' })
  // Since Postfix 3.10
  says('NOQUEUE: lost connection after STARTTLS from mx.example.org[192.0.2.7]', {
    kind: 'session-broken',
    stage: 'STARTTLS',
    client: peer,
  })
  says('4F1C81F46B2: lost connection after DATA (4711 bytes) from mx.example.org[192.0.2.7]', {
    kind: 'session-broken',
    queueId: '4F1C81F46B2',
    bytes: 4711,
  })
})

it('knows a client whose mail goes through a proxy, and a session that tlsproxy makes', () => {
  says('NOQUEUE: client=mx.example.org[192.0.2.7]', { kind: 'accepted', queueId: null, client: peer })
  says('CONNECT to [192.0.2.7]:25', { kind: 'connect-out', server: { address: '192.0.2.7', port: 25 } })
})

it('knows who does not speak SMTP', () => {
  says('warning: Illegal address syntax from mx.example.org[192.0.2.7] in MAIL command: <a@[b>', {
    kind: 'bad-protocol',
    stage: 'MAIL',
    data: '<a@[b>',
    client: peer,
  })
  says('improper command pipelining after DATA from mx.example.org[192.0.2.7]: QUIT\\r\\n', {
    kind: 'bad-protocol',
    what: 'improper command pipelining',
    stage: 'DATA',
    data: 'QUIT\\r\\n',
  })
  says('warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1', {
    kind: 'bad-protocol',
    what: 'non-SMTP command',
    stage: null,
    data: 'GET / HTTP/1.1',
  })
  says('warning: hostname mx.example.org does not resolve to address 192.0.2.7: Name or service not known', {
    kind: 'name-mismatch',
    name: 'mx.example.org',
    address: '192.0.2.7',
    reason: 'Name or service not known',
  })
  says('warning: Connection concurrency limit exceeded: 51 from mx.example.org[192.0.2.7] for service smtp', {
    kind: 'rate-limited',
    what: 'Connection concurrency',
    count: 51,
    service: 'smtp',
  })
})

it('tells TLS with all that it says', () => {
  says(
    'Verified TLS connection established to mx.example.org[192.0.2.7]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256',
    {
      kind: 'tls',
      side: 'client',
      trust: 'Verified',
      peer: { ...peer, port: 25 },
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      bits: { used: 256, of: 256 },
      keyExchange: 'X25519',
      signature: 'ECDSA',
      signatureSize: 'prime256v1',
      digest: 'SHA256',
      reused: false,
    },
  )
  says('Untrusted TLS connection reused to mx.example.org[192.0.2.7]:25: TLSv1.2 with cipher X (128/128 bits)', {
    reused: true,
    keyExchange: null,
  })
  says('SSL_connect error to mx.example.org[192.0.2.7]:25: lost connection', {
    kind: 'tls-failed',
    side: 'client',
    reason: 'lost connection',
  })
  says('4bTq1q0Xz1zJrQb: Cannot start TLS: handshake failure', {
    kind: 'tls-failed',
    queueId: '4bTq1q0Xz1zJrQb',
    reason: 'handshake failure',
  })
})

it('takes a message from its client to the queue and out of it', () => {
  says('DACCE25E043: client=hub.example[198.51.100.1], sasl_method=PLAIN, sasl_username=alice@example.org', {
    kind: 'accepted',
    queueId: 'DACCE25E043',
    sasl: { method: 'PLAIN', user: 'alice@example.org', sender: null },
  })
  says('4bTq1q0Xz1zJrQb: client=localhost[127.0.0.1], orig_queue_id=DACCE25E043, orig_client=mx.example.org[192.0.2.7]', {
    kind: 'accepted',
    queueId: '4bTq1q0Xz1zJrQb',
    sasl: null,
    original: { queueId: 'DACCE25E043', client: peer },
  })
  says('DACCE25E043: uid=1000 from=<alice>', { kind: 'picked-up', uid: 1000, sender: 'alice' })
  says('DACCE25E043: message-id=<a@b>', { kind: 'message-id', messageId: 'a@b', resent: false })
  says('DACCE25E043: resent-message-id=<a@b>', { messageId: 'a@b', resent: true })
  says('DACCE25E043: message-id=no brackets', { messageId: 'no brackets' })
  says('DACCE25E043: from=<>, size=619, nrcpt=2 (queue active)', { kind: 'queued', sender: '', size: 619, recipients: 2, state: 'active' })
  says('DACCE25E043: from=<"a>, size=1"@b>, size=619, nrcpt=2 (queue active)', { sender: '"a>, size=1"@b', size: 619 })
  says('DACCE25E043: from=<a@b>, status=expired, returned to sender', { kind: 'expired', forced: false, outcome: 'returned to sender' })
  says('DACCE25E043: removed', { kind: 'removed' }, 'qmgr')
  says('DACCE25E043: removed', { kind: 'queue-action', action: 'removed' }, 'postsuper')
  says('DACCE25E043: placed on hold', { kind: 'queue-action', action: 'placed on hold' }, 'postsuper')
  says('Released from hold: 3 messages', { kind: 'queue-actions', action: 'Released from hold', count: 3 })
  says('DACCE25E043: sender delay notification: 4bTq1q0Xz1zJrQb', {
    kind: 'bounce',
    to: 'sender',
    about: 'delay',
    noticeId: '4bTq1q0Xz1zJrQb',
  })
  says('DACCE25E043: postmaster non-delivery notification: ABCDEF12', { kind: 'bounce', to: 'postmaster', about: 'non-delivery' })
})

it('takes a delivery apart: relay, delays, status and the words of the other side', () => {
  says(
    'DACCE25E043: to=<b@example.org>, orig_to=<c@example.net>, relay=mx.example.org[192.0.2.7]:25, conn_use=3, delay=11, delays=5.4/0.06/5.1/0.03, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as F12DF84004)',
    {
      kind: 'delivery',
      agent: 'smtp',
      recipient: 'b@example.org',
      originalRecipient: 'c@example.net',
      relay: { ...peer, port: 25, socket: null },
      connectionUse: 3,
      delay: 11,
      delays: { beforeQueue: 5.4, inQueue: 0.06, connecting: 5.1, transmitting: 0.03 },
      dsn: { class: 2, subject: 0, detail: 0 },
      status: 'sent',
      reply: { code: 250, words: 'Ok: queued as F12DF84004' },
      nextQueueId: 'F12DF84004',
    },
  )
  says(
    'DACCE25E043: to=<b@example.org>, relay=mail[private/dovecot-lmtp], delay=0.05, delays=0.05/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 <b@example.org> iJgQC36tAGs6AQAASg8Etg:R2 Saved)',
    { agent: 'lmtp', relay: { name: 'mail', socket: 'private/dovecot-lmtp' }, nextSession: 'iJgQC36tAGs6AQAASg8Etg' },
  )
  says(
    'DACCE25E043: to=<b@example.org>, relay=mx.example.org[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=5.7.1, status=bounced (host mx.example.org[192.0.2.7] said: 550-5.7.1 not (here) 550 5.7.1 at all (in reply to end of DATA command))',
    {
      status: 'bounced',
      reply: { code: 550, enhanced: { class: 5, subject: 7, detail: 1 }, text: '550-5.7.1 not (here) 550 5.7.1 at all' },
      stage: 'end of DATA',
    },
  )
  says(
    'DACCE25E043: to=<b@example.org>, relay=none, delay=3, delays=3/0/0/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.7]:25: Connection refused)',
    {
      relay: { name: null, address: null },
      reason: 'connect to mx[192.0.2.7]:25: Connection refused',
      reply: null,
    },
  )
  says(
    'DACCE25E043: to=<b@example.org>, relay=x[192.0.2.7]:25, delay=3, delays=3/0/0/0, tls=dane/!requiretls:nostarttls, dsn=5.7.30, status=bounced (no)',
    {
      tls: { level: 'dane', requireTls: { violated: true, downgrade: 'nostarttls' } },
    },
  )
  says('DACCE25E043: host mx.example.org[192.0.2.7] refused to talk to me: 421 4.3.2 busy', {
    kind: 'remote-refused',
    greeting: true,
    reply: { code: 421 },
  })
  says('DACCE25E043: conversation with mx.example.org[192.0.2.7] timed out while receiving the initial server greeting', {
    kind: 'remote-lost',
    stage: 'receiving the initial server greeting',
  })
})

it('tells a refusal with its words, its subject and its envelope', () => {
  says(
    'NOQUEUE: reject: RCPT from mx.example.org[192.0.2.7]: 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query; from=<a@b> to=<c@d> proto=ESMTP helo=<mx.example.org>',
    {
      kind: 'decision',
      queueId: null,
      action: 'reject',
      stage: 'RCPT',
      client: peer,
      reply: { code: 554 },
      reason: 'Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query',
      envelope: { sender: 'a@b', recipient: 'c@d', protocol: 'ESMTP', helo: 'mx.example.org', sasl: null },
    },
  )
  says('NOQUEUE: reject: CONNECT from mx.example.org[192.0.2.7]: 421 4.7.0 Too many connections; proto=SMTP', {
    stage: 'CONNECT',
    envelope: { protocol: 'SMTP', sender: null },
  })
  says(
    'NOQUEUE: reject: RCPT from [192.0.2.7]:4242: 550 5.7.1 Service unavailable; client [192.0.2.7] blocked using b.example; from=<a@b>, to=<c@d>, proto=SMTP, helo=<x>',
    {
      client: { name: null, address: '192.0.2.7', port: 4242 },
      envelope: { sender: 'a@b', recipient: 'c@d', protocol: 'SMTP', helo: 'x' },
    },
  )
  says(
    'DACCE25E043: milter-hold: END-OF-MESSAGE from mx.example.org[192.0.2.7]: milter triggers HOLD action; from=<a@b> to=<c@d> proto=ESMTP helo=<x>',
    {
      action: 'milter-hold',
      reply: null,
      reason: 'milter triggers HOLD action',
    },
  )
  says(
    'DACCE25E043: hold: header Received: from x by y; z from mx.example.org[192.0.2.7]; from=<a@b> to=<c@d> proto=ESMTP helo=<x>: wait here',
    {
      action: 'hold',
      stage: 'header',
      subject: 'Received: from x by y; z',
      client: peer,
      reason: 'wait here',
    },
  )
  says('DACCE25E043: reject: body spam words from local; from=<root@b>: 5.7.1 no spam', {
    stage: 'body',
    subject: 'spam words',
    reply: { enhanced: { class: 5 } },
    reason: 'no spam',
  })
})

it('hears postscreen and its lists', () => {
  says('PASS NEW [192.0.2.7]:4242', { kind: 'screened', verdict: 'PASS NEW' })
  says('PREGREET 14 after 0.04 from [192.0.2.7]:4242: EHLO x\\r\\n', {
    kind: 'screen-failed',
    test: 'PREGREET',
    after: 0.04,
    data: 'EHLO x\\r\\n',
  })
  says('BARE NEWLINE from [192.0.2.7]:4242 after RSET', { test: 'BARE NEWLINE', stage: 'RSET' })
  says('addr 192.0.2.7 listed by domain zen.spamhaus.org as 127.0.0.11', { kind: 'dnsbl', list: 'zen.spamhaus.org', result: '127.0.0.11' })
  says('CONNECT from [192.0.2.7]:4242 to [198.51.100.1]:25', { kind: 'connect', server: { address: '198.51.100.1', port: 25 } })
})

it('takes no word for a name that every object has', () => {
  expect(read('valueOf: x')).toBeNull()
  const event = read('disconnect from x[192.0.2.7] __proto__=1/2 commands=1')
  expect(event?.kind === 'disconnect' && Object.getPrototypeOf(event.commands)).toBe(Object.prototype)
})

it('tells failed sign-ins with the name where Postfix gives it', () => {
  says('warning: mx.example.org[192.0.2.7]: SASL LOGIN authentication failed: (reason unavailable), sasl_username=a@b', {
    kind: 'sign-in-failed',
    method: 'LOGIN',
    user: 'a@b',
    reason: '(reason unavailable)',
    client: peer,
  })
  says('warning: unknown[192.0.2.7]: SASL PLAIN authentication failed: generic failure', { kind: 'sign-in-failed', user: null })
  says('warning: unknown[192.0.2.7]: SASL XOAUTH2 authentication aborted', { kind: 'sign-in-failed', reason: 'aborted' })
})

it('keeps warnings of the service apart from lines that nobody knows', () => {
  says('warning: connect to Milter service inet:127.0.0.1:11332: Connection refused', {
    kind: 'milter-failed',
    service: 'inet:127.0.0.1:11332',
    reason: 'Connection refused',
  })
  says('fatal: no SASL authentication mechanisms', { kind: 'problem', level: 'fatal' })
  says('warning: DACCE25E043: virtual_alias_maps map lookup problem', { kind: 'problem', level: 'warning', queueId: 'DACCE25E043' })
  says('daemon started -- version 3.10.4, configuration /etc/postfix', { kind: 'program', version: '3.10.4', detail: '/etc/postfix' })
  says('statistics: max connection rate 3/60s for (submission:2001:db8::7) at Nov 20 20:47:59', {
    kind: 'rate-statistics',
    what: 'rate',
    value: 3,
    period: '60s',
    service: 'submission',
    address: '2001:db8::7',
  })
  expect(read('something that no version of Postfix has said')).toBeNull()
})

it.each([
  [
    'a recipient in an envelope',
    'NOQUEUE: reject: RCPT from x[192.0.2.7]: 550 5.1.1 <"a; from=<x> to=<y>"@d>: no; from=<real@b> to=<"a; from=<x> to=<y>"@d> proto=SMTP helo=<h>',
  ],
  [
    'a HELO',
    'NOQUEUE: reject: RCPT from x[192.0.2.7]: 504 5.5.2 <h>: Helo command rejected: no; from=<real@b> to=<c@d> proto=SMTP helo=<h> from=<fake@b>',
  ],
])('is not misled by %s that looks like the line itself', (_, text) => {
  expect(read(text)).toMatchObject({ kind: 'decision', envelope: { sender: 'real@b' } })
})
