import { expect, it } from 'vitest'
import { dovecotPart } from '../formats/tag'
import { parseDovecot } from './parse-dovecot'

const says = (text: string, event: object) => expect(parseDovecot({ text, part: dovecotPart(text) }), text).toMatchObject(event)

it('tells who signed in, in the words of 2.3 and 2.4', () => {
  const event = {
    kind: 'sign-in',
    service: 'imap',
    user: 'bob@example.org',
    method: 'PLAIN',
    client: { address: '192.0.2.7' },
    session: 'UyX',
    tls: true,
  }
  says('imap-login: Login: user=<bob@example.org>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.12, mpid=240, TLS, session=<UyX>', event)
  says('imap-login: Logged in: user=<bob@example.org>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.12, mpid=240, TLS, session=<UyX>', event)
  says(
    'managesieve-login: Info: Login: user=<b>, method=PLAIN, rip=::ffff:192.0.2.7, rport=4711, lip=198.51.100.12, lport=4190, session=<UyX>',
    {
      service: 'managesieve',
      client: { address: '192.0.2.7', port: 4711 },
      server: { address: '198.51.100.12', port: 4190 },
      tls: false,
    },
  )
})

it('tells failed sign-ins from visits without one', () => {
  const rest = 'user=<b>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.12, TLS, session=<x>'
  says(`imap-login: Disconnected: Connection closed (auth failed, 3 attempts in 12 secs): ${rest}`, {
    kind: 'sign-in-failed',
    attempts: 3,
    user: 'b',
  })
  says(`imap-login: Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed): ${rest}`, {
    kind: 'sign-in-failed',
    attempts: 1,
  })
  says(`pop3-login: Disconnected (tried to use disallowed plaintext auth): user=<>, rip=192.0.2.7, lip=198.51.100.12`, {
    kind: 'sign-in-failed',
    user: null,
  })
  says('imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=192.0.2.7, lip=198.51.100.12, TLS handshaking, session=<x>', {
    kind: 'no-sign-in',
    reason: 'Disconnected (no auth attempts in 0 secs)',
    user: null,
  })
})

it('takes the address from the end: the name is the client’s own', () => {
  says(
    'imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a>, rip=203.0.113.9, lip=x>, method=PLAIN, rip=192.0.2.7, lip=198.51.100.12, session=<x>',
    {
      user: 'a>, rip=203.0.113.9, lip=x',
      client: { address: '192.0.2.7' },
    },
  )
})

it('tells what the backend refused, without the password that it may quote', () => {
  says('auth: passwd-file(bob@example.org,192.0.2.7,<UyX>): Password mismatch (given password: secret)', {
    kind: 'credentials-refused',
    backend: 'passwd-file',
    user: 'bob@example.org',
    client: { address: '192.0.2.7' },
    session: 'UyX',
    reason: 'Password mismatch',
  })
  says('auth-worker(7): conn unix:auth-worker (pid=6,uid=109): auth-worker<5>: sql(a,b@c,2001:db8::7): unknown user', {
    backend: 'sql',
    user: 'a,b@c',
    client: { address: '2001:db8::7' },
    reason: 'unknown user',
  })
})

it('follows a message into its folder', () => {
  const at = 'lmtp(bob@example.org)<364><SDcH>: sieve: msgid=<2.19023@hub.test>:'
  const filed = { kind: 'filed', user: 'bob@example.org', session: 'SDcH', messageId: '2.19023@hub.test', bySieve: true }
  says(`${at} stored mail into mailbox 'INBOX'`, { ...filed, action: 'stored', folder: 'INBOX' })
  says(`${at} fileinto action: stored mail into mailbox 'Bob\u{2019}s 'own''`, { ...filed, action: 'stored', folder: "Bob\u{2019}s 'own'" })
  says(`${at} failed to store into mailbox 'INBOX': Quota exceeded (mailbox for user is full)`, {
    ...filed,
    action: 'failed',
    folder: 'INBOX',
    reason: 'Quota exceeded (mailbox for user is full)',
  })
  says(`${at} redirect action: forwarded to <c@example.net>`, { ...filed, action: 'redirected', to: 'c@example.net' })
  says(`${at} sent vacation response to <c@example.net>`, { ...filed, action: 'vacation', to: 'c@example.net' })
  says(`${at} discarded duplicate vacation response to <c@example.net>`, { ...filed, action: 'vacation-suppressed' })
  says(`${at} marked message to be discarded if not explicitly delivered (discard action)`, { ...filed, action: 'discarded' })
  says('lda(bob): msgid=<a@b>: saved mail to INBOX', { kind: 'filed', user: 'bob', action: 'stored', folder: 'INBOX', bySieve: false })
  says("lmtp(4, bob): SDcH: sieve: msgid=unspecified: stored mail into mailbox 'Junk'", {
    user: 'bob',
    session: 'SDcH',
    messageId: null,
    folder: 'Junk',
  })
  says('lmtp(bob)<1><S>: Error: sieve: The script failed', { kind: 'sieve-note', level: 'error', text: 'The script failed' })
})

it('tells who deleted what, and how sessions end', () => {
  says('imap(bob@example.org)<240><UyX>: expunge: box=INBOX, uid=7, msgid=<a@b>, size=654', {
    kind: 'mailbox-action',
    action: 'expunge',
    folder: 'INBOX',
    uid: 7,
    messageId: 'a@b',
    size: 654,
  })
  says('imap(bob)<240><UyX>: copy from INBOX: box=Trash, uid=8, msgid=<a@b>, size=1', { action: 'copy', from: 'INBOX', folder: 'Trash' })
  says('imap(bob@example.org)<240><UyX>: Disconnected: Logged out in=27 out=654 deleted=1 expunged=2', {
    kind: 'session-ended',
    service: 'imap',
    reason: 'Disconnected: Logged out',
    counts: { in: 27, out: 654, deleted: 1, expunged: 2 },
  })
  says('pop3(carol)<1><x>: Disconnected: Logged out top=0/0, retr=1/500, del=0/1, size=600', {
    service: 'pop3',
    counts: { retr: 1, size: 600 },
  })
})

it('knows its own beginnings, ends and troubles, and leaves the rest unknown', () => {
  says('master: Dovecot v2.4.1 (abc) starting up for imap, lmtp (core dumps disabled)', { kind: 'program', version: '2.4.1' })
  says('lmtp(364): Connect from local', { kind: 'lmtp-connect', client: { address: null } })
  says('lmtp(364): Disconnect from 192.0.2.7: Logged out (state=READY)', { kind: 'lmtp-disconnect', client: { address: '192.0.2.7' } })
  says('imap(bob)<1><x>: Error: Mailbox INBOX: damaged', { kind: 'problem', level: 'error', user: 'bob', text: 'Mailbox INBOX: damaged' })
  expect(parseDovecot({ text: 'imap(bob)<1><x>: words of a plugin', part: 'imap' })).toBeNull()
})
