import { expect, it } from 'vitest'
import { parsePostgrey } from './guards'
import { parseRoundcube } from './roundcube'
import { parseSshd } from './sshd'
import { parseAccess, parseNginx } from './web'

it('tells sign-ins over SSH, whatever name was tried', () => {
  expect(parseSshd('Accepted publickey for root from 192.0.2.7 port 36032 ssh2: ED25519 SHA256:q')).toMatchObject({
    kind: 'sign-in',
    user: 'root',
    method: 'publickey',
    client: { address: '192.0.2.7', port: 36032 },
  })
  expect(parseSshd('Failed password for invalid user a from 203.0.113.9 port 1 ssh2 from 192.0.2.7 port 22 ssh2')).toMatchObject({
    kind: 'sign-in-failed',
    user: 'a from 203.0.113.9 port 1 ssh2',
    reason: 'unknown user',
    client: { address: '192.0.2.7', port: 22 },
  })
  expect(parseSshd('Connection closed by invalid user admin 192.0.2.7 port 4711 [preauth]')).toMatchObject({
    kind: 'no-sign-in',
    user: 'admin',
  })
  expect(parseSshd('banner exchange: Connection from 192.0.2.7 port 4711: invalid format')).toMatchObject({
    kind: 'no-sign-in',
    client: { address: '192.0.2.7' },
  })
})

it('tells sign-ins to the webmail', () => {
  expect(parseRoundcube('<s1> Successful login for a@b (ID: 3) from 192.0.2.7 in session s1')).toMatchObject({
    kind: 'sign-in',
    service: 'webmail',
    user: 'a@b',
    session: 's1',
  })
  expect(parseRoundcube('<s1> Failed login for a from b from 192.0.2.7 in session s1 (error: 0)')).toMatchObject({
    user: 'a from b',
    client: { address: '192.0.2.7' },
    reason: 'error 0',
  })
  expect(
    parseRoundcube(
      '<s1> IMAP Error: Login failed for a@b against localhost from 192.0.2.7(X-Real-IP: 198.51.100.1). AUTHENTICATE PLAIN: Authentication failed.',
    ),
  ).toMatchObject({
    kind: 'sign-in-failed',
    user: 'a@b',
    client: { address: '192.0.2.7' },
    reason: 'AUTHENTICATE PLAIN: Authentication failed.',
  })
})

it('tells greylisting, web requests and what nginx passes on', () => {
  expect(
    parsePostgrey('action=greylist, reason=new, client_name=unknown, client_address=192.0.2.7/32, sender=a@b, recipient=c@d'),
  ).toMatchObject({
    kind: 'greylisted',
    client: { name: null, address: '192.0.2.7' },
    recipient: 'c@d',
  })
  expect(parseAccess('192.0.2.7 - - [20/Nov/2026:20:24:32 +0000] "POST /?_task=login HTTP/1.1" 401 1 "-" "Mozilla/5.0 (X)"')).toMatchObject(
    {
      kind: 'web-request',
      method: 'POST',
      status: 401,
      agent: 'Mozilla/5.0 (X)',
    },
  )
  expect(
    parseNginx(
      '*6631 client login failed: "AUTH not supported" while in http auth state, client: 192.0.2.7, server: 0.0.0.0:587, login: "a"',
      'info',
    ),
  ).toMatchObject({
    kind: 'sign-in-failed',
    service: 'submission',
    user: 'a',
  })
})
